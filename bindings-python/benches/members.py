"""What is read of the users, the same for all clients."""

READS = {"w2": 5_000, "w3": 2_000}
IN_FLIGHT = 32


def repeated(ids, reads):
    """The ids that single reads ask for: those of the first page, over and over."""
    return [ids[at % len(ids)] for at in range(reads)]


def in_threads(read, ids):
    """What single reads come to, with so many threads at once."""
    from concurrent.futures import ThreadPoolExecutor  # only here: it takes memory

    with ThreadPoolExecutor(IN_FLIGHT) as threads:
        return sum(threads.map(read, [ids[at::IN_FLIGHT] for at in range(IN_FLIGHT)]))


async def in_tasks(read, ids):
    """What single reads come to, with so many tasks at once."""
    from asyncio import gather

    return sum(await gather(*[read(ids[at::IN_FLIGHT]) for at in range(IN_FLIGHT)]))


def of_user(user):
    """Every member of a user of the Business API."""
    return user.id + len(user.name or "") + len(user.email) + len(user.account_status)


def of_users(users, members):
    """Members of all users of the Business API."""
    total = 0
    if members == "three":
        for user in users:
            total += user.id + len(user.email) + len(user.account_status)
    else:
        for user in users:
            total += user.id + len(user.name or "") + len(user.email) + len(user.account_status)
    return total


def of_provisioned(user):
    """Every member of a user of the Provisioning API but for the id."""
    total = len(user.username) + len(user.full_name) + len(user.multifactor or "") + len(user.linked or "")
    total += len(user.duo_username or "")
    for time in (user.created, user.last_password_change, user.last_login):
        if time is not None:
            total += time.toordinal() + time.hour + time.minute + time.second
    for flag in (
        user.never_logged_in,
        user.disabled,
        user.admin,
        user.has_sharing_keys,
        user.password_reset_required,
    ):
        if flag:
            total += 1
    for number in (
        user.master_password_strength,
        user.total_score,
        user.legacy_total_score,
        user.sites,
        user.notes,
        user.form_fills,
        user.applications,
        user.attachments,
    ):
        if number is not None:
            total += int(number)
    for group in user.groups:
        total += len(group)
    for name, value in user.attribs.items():
        total += len(name) + len(value)
    return total
