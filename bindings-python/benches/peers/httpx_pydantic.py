"""httpx and pydantic, blocking and for asyncio."""

import httpx

from . import BUSINESS, HEADERS, PROVISIONING, command, pydantic_types, query
from . import asynchronous as tasks
from . import blocking as threads


class Peer:
    def __init__(self, client):
        self.client = client

    def get(self, url, params=None):
        return self.client.get(url, params=params).raise_for_status().content

    def page(self, token):
        return pydantic_types.page(self.get(BUSINESS, query(token)))

    def user(self, id):
        return pydantic_types.user(self.get(f"{BUSINESS}/{id}"))

    def provisioned(self, index):
        response = self.client.post(PROVISIONING, json=command(index))
        return pydantic_types.provisioned(response.raise_for_status().content)


class AsyncPeer:
    def __init__(self, client):
        self.client = client

    async def get(self, url, params=None):
        return (await self.client.get(url, params=params)).raise_for_status().content

    async def page(self, token):
        return pydantic_types.page(await self.get(BUSINESS, query(token)))

    async def user(self, id):
        return pydantic_types.user(await self.get(f"{BUSINESS}/{id}"))

    async def provisioned(self, index):
        response = await self.client.post(PROVISIONING, json=command(index))
        return pydantic_types.provisioned(response.raise_for_status().content)


def blocking(workload, members):
    with httpx.Client(headers=HEADERS) as client:
        return threads.run(Peer(client), workload, members)


def asynchronous(workload, members):
    import asyncio  # only here: it takes memory

    async def run():
        async with httpx.AsyncClient(headers=HEADERS) as client:
            return await tasks.run(AsyncPeer(client), workload, members)

    return asyncio.run(run())
