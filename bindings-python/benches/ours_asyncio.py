"""lastpass_admin for asyncio."""

import asyncio

from lastpass_admin import AsyncClient

from members import READS, in_tasks, of_user, of_users, repeated
from ours import of_all_provisioned


def run(workload, members):
    return asyncio.run(awaited(workload, members))


async def awaited(workload, members):
    async with AsyncClient(max_retries=0) as client:
        if workload == "w1":
            return of_users(await client.users.list().collect(), members)
        if workload == "w4":
            return of_all_provisioned(await client.provisioning.users.list().collect(), members)
        page = await anext(client.users.list().pages())
        ids = repeated([user.id for user in page], READS[workload])

        async def read(ids):
            return sum([of_user(await client.users.get(id)) for id in ids])

        if workload == "w3":
            return await read(ids)
        return await in_tasks(read, ids)
