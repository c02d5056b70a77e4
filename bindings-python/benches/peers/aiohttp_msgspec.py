"""aiohttp and msgspec: the fastest of all."""

import asyncio

import aiohttp

from . import BUSINESS, HEADERS, PROVISIONING, asynchronous, command, msgspec_types, query


class Peer:
    def __init__(self, session):
        self.session = session

    async def get(self, url, params=None):
        async with self.session.get(url, params=params) as response:
            return await response.read()

    async def page(self, token):
        return msgspec_types.page(await self.get(BUSINESS, query(token)))

    async def user(self, id):
        return msgspec_types.decode_user(await self.get(f"{BUSINESS}/{id}"))

    async def provisioned(self, index):
        async with self.session.post(PROVISIONING, json=command(index)) as response:
            return msgspec_types.provisioned(await response.read())


def run(workload, members):
    async def run():
        async with aiohttp.ClientSession(headers=HEADERS, raise_for_status=True) as session:
            return await asynchronous.run(Peer(session), workload, members)

    return asyncio.run(run())
