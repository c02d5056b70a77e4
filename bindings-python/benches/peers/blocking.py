"""The workloads of a peer that blocks. It offers `page(token)`, `user(id)` and `provisioned(index)`."""

from members import READS, in_threads, of_provisioned, of_user, of_users, repeated


def run(peer, workload, members):
    if workload == "w1":
        return of_users(users(peer), members)
    if workload == "w4":
        return provisioned(peer, members)
    first, _ = peer.page(None)
    ids = repeated([user.id for user in first], READS[workload])

    def read(ids):
        return sum(of_user(peer.user(id)) for id in ids)

    if workload == "w3":
        return read(ids)
    return in_threads(read, ids)


def users(peer):
    users, token = [], None
    while True:
        page, token = peer.page(token)
        users.extend(page)
        if not token:
            return users


def provisioned(peer, members):
    users, index = {}, 0
    while True:
        page, total = peer.provisioned(index)
        users.update(page)
        if len(users) >= total:
            break
        index += 1
    if members == "three":
        return sum(len(id) + len(user.username) + user.disabled for id, user in users.items())
    return sum(len(id) + of_provisioned(user) for id, user in users.items())
