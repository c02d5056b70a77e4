"""aiohttp, and dataclasses made from what orjson parses."""

import asyncio

import aiohttp
import orjson

from . import BUSINESS, HEADERS, PROVISIONING, asynchronous, command, dataclass_types, query


class Peer:
    def __init__(self, session):
        self.session = session

    async def get(self, url, params=None):
        async with self.session.get(url, params=params) as response:
            return orjson.loads(await response.read())

    async def page(self, token):
        return dataclass_types.page(await self.get(BUSINESS, query(token)))

    async def user(self, id):
        return dataclass_types.user(await self.get(f"{BUSINESS}/{id}"))

    async def provisioned(self, index):
        async with self.session.post(PROVISIONING, json=command(index)) as response:
            return dataclass_types.provisioned(orjson.loads(await response.read()))


def run(workload, members):
    async def run():
        async with aiohttp.ClientSession(headers=HEADERS, raise_for_status=True) as session:
            return await asynchronous.run(Peer(session), workload, members)

    return asyncio.run(run())
