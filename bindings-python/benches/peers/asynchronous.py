"""The workloads of a peer for asyncio. It offers `page(token)`, `user(id)` and `provisioned(index)`."""

from members import READS, in_tasks, of_provisioned, of_user, of_users, repeated


async def run(peer, workload, members):
    if workload == "w1":
        return of_users(await users(peer), members)
    if workload == "w4":
        return await provisioned(peer, members)
    first, _ = await peer.page(None)
    ids = repeated([user.id for user in first], READS[workload])

    async def read(ids):
        return sum([of_user(await peer.user(id)) for id in ids])

    if workload == "w3":
        return await read(ids)
    return await in_tasks(read, ids)


async def users(peer):
    users, token = [], None
    while True:
        page, token = await peer.page(token)
        users.extend(page)
        if not token:
            return users


async def provisioned(peer, members):
    users, index = {}, 0
    while True:
        page, total = await peer.provisioned(index)
        users.update(page)
        if len(users) >= total:
            break
        index += 1
    if members == "three":
        return sum(len(id) + len(user.username) + user.disabled for id, user in users.items())
    return sum(len(id) + of_provisioned(user) for id, user in users.items())
