"""requests, and dataclasses made from its `json()`."""

import requests
from requests.adapters import HTTPAdapter

from members import IN_FLIGHT

from . import BUSINESS, HEADERS, PROVISIONING, blocking, command, dataclass_types, query


class Peer:
    def __init__(self, session):
        self.session = session
        session.headers.update(HEADERS)
        session.mount("http://", HTTPAdapter(pool_maxsize=IN_FLIGHT))

    def get(self, url, params=None):
        response = self.session.get(url, params=params)
        response.raise_for_status()
        return response.json()

    def page(self, token):
        return dataclass_types.page(self.get(BUSINESS, query(token)))

    def user(self, id):
        return dataclass_types.user(self.get(f"{BUSINESS}/{id}"))

    def provisioned(self, index):
        response = self.session.post(PROVISIONING, json=command(index))
        response.raise_for_status()
        return dataclass_types.provisioned(response.json())


def run(workload, members):
    with requests.Session() as session:
        return blocking.run(Peer(session), workload, members)
