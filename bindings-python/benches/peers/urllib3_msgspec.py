"""urllib3 and msgspec: the fastest of those that block."""

import urllib3

from members import IN_FLIGHT

from . import BUSINESS, HEADERS, PROVISIONING, blocking, command, msgspec_types, query


class Peer:
    def __init__(self, pool):
        self.pool = pool

    def data(self, response):
        if response.status != 200:
            raise RuntimeError(f"status {response.status}")
        return response.data

    def page(self, token):
        return msgspec_types.page(self.data(self.pool.request("GET", BUSINESS, fields=query(token))))

    def user(self, id):
        return msgspec_types.decode_user(self.data(self.pool.request("GET", f"{BUSINESS}/{id}")))

    def provisioned(self, index):
        return msgspec_types.provisioned(
            self.data(self.pool.request("POST", PROVISIONING, json=command(index)))
        )


def run(workload, members):
    with urllib3.PoolManager(maxsize=IN_FLIGHT, headers=HEADERS, retries=False) as pool:
        return blocking.run(Peer(pool), workload, members)
