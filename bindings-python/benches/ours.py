"""lastpass_admin, blocking."""

from lastpass_admin import Client

from members import READS, in_threads, of_provisioned, of_user, of_users, repeated


def run(workload, members):
    with Client(max_retries=0) as client:
        if workload == "w1":
            return of_users(client.users.list().collect(), members)
        if workload == "w4":
            return of_all_provisioned(client.provisioning.users.list().collect(), members)
        page = next(client.users.list().pages())
        ids = repeated([user.id for user in page], READS[workload])

        def read(ids):
            return sum(of_user(client.users.get(id)) for id in ids)

        if workload == "w3":
            return read(ids)
        return in_threads(read, ids)


def streaming(workload, members):
    """Lists without keeping the users."""
    with Client(max_retries=0) as client:
        if workload == "w1":
            return of_users(client.users.list(), members)
        return of_all_provisioned(client.provisioning.users.list(), members)


def of_all_provisioned(users, members):
    if members == "three":
        return sum(len(user.id) + len(user.username) + user.disabled for user in users)
    return sum(len(user.id) + of_provisioned(user) for user in users)
