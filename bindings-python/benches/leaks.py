"""Resident memory over many calls, or over many clients: prints samples in MiB as a JSON list. Linux only.

Run by `cargo xtask bench python --leaks`, with the server and the credentials in the environment:

    leaks.py <calls|calls-asyncio|clients|clients-asyncio>

The first sample is taken when a fifth is done, which is warm-up; then comes one after each further tenth.
"""

import asyncio
import contextlib
import gc
import json
import resource
import sys

from lastpass_admin import AsyncClient, Client, NotFoundError

CALLS = 100_000
CLIENTS = 1_000
IN_FLIGHT = 32
ADA, NOBODY = 80001, 1


def main() -> None:
    print(json.dumps(LOOPS[sys.argv[1]]()))


class Samples(list[float]):
    """The samples of a loop of so many turns."""

    def __init__(self, turns):
        self.tenth = turns // 10

    def after(self, turns):
        if turns % self.tenth == 0 and turns > self.tenth:
            gc.collect()
            with open("/proc/self/statm") as pages:
                self.append(int(pages.read().split()[1]) * resource.getpagesize() / 2**20)


def calls():
    samples = Samples(CALLS)
    with Client(max_retries=0) as client:
        for turn in range(1, CALLS + 1):
            call(client, turn)
            samples.after(turn)
    return samples


def call(client, turn):
    """Most calls read a user; one in ten fails, one reads a page, one begins a list and leaves it."""
    match turn % 10:
        case 0:
            with contextlib.suppress(NotFoundError):
                client.users.get(NOBODY)
        case 1:
            for user in next(client.users.list(page_size=5).pages()):
                user.to_dict()
        case 2:
            next(iter(client.provisioning.users.list(page_size=5)))
        case _:
            client.users.get(ADA).to_dict()


def calls_asyncio():
    samples = Samples(CALLS)

    async def run():
        async with AsyncClient(max_retries=0) as client:
            turns = iter(range(1, CALLS + 1))

            async def work():
                for turn in turns:
                    await call_asyncio(client, turn)
                    samples.after(turn)

            await asyncio.gather(*[work() for _ in range(IN_FLIGHT)])

    asyncio.run(run())
    return samples


async def call_asyncio(client, turn):
    """The same, and one in ten is cancelled while it waits."""
    match turn % 10:
        case 0:
            with contextlib.suppress(NotFoundError):
                await client.users.get(NOBODY)
        case 1:
            async for page in client.users.list(page_size=5).pages():
                for user in page:
                    user.to_dict()
                break
        case 2:
            await anext(aiter(client.provisioning.users.list(page_size=5)))
        case 3:
            task = asyncio.ensure_future(client.users.get(ADA))
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])
        case _:
            (await client.users.get(ADA)).to_dict()


def clients():
    samples = Samples(CLIENTS)
    for turn in range(1, CLIENTS + 1):
        client = Client(max_retries=0)
        client.users.get(ADA)
        if turn % 2:
            client.close()
        del client
        samples.after(turn)
    return samples


def clients_asyncio():
    samples = Samples(CLIENTS)

    async def run():
        for turn in range(1, CLIENTS + 1):
            client = AsyncClient(max_retries=0)
            await client.users.get(ADA)
            if turn % 2:
                await client.close()
            del client
            samples.after(turn)

    asyncio.run(run())
    return samples


LOOPS = {
    "calls": calls,
    "calls-asyncio": calls_asyncio,
    "clients": clients,
    "clients-asyncio": clients_asyncio,
}

if __name__ == "__main__":
    main()
