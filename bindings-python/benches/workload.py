"""One workload, one client, one process: prints what it took as a line of JSON.

Run by `cargo xtask bench python`, with the server and the credentials in the environment:

    workload.py <w1|w2|w3|w4> <client> <every|three>

- `w1` lists all users of the Business API, `w4` all users of the Provisioning API: every client reads page by
  page to the end, keeps the users as typed objects, and then reads every member of each user, or three of
  them: the id, the e-mail address and the status.
- `w2` makes 5,000 single reads with 32 in flight (32 threads, or 32 tasks), `w3` 2,000 one after another;
  both read every member.

Nothing is sent again after a failure; time limits are those that each client has by itself. Wall and CPU time
run from before the client is made until the members are summed; imports are not in them. The sums are how the
caller sees that all clients read the same. `sockets` and `sockets-asyncio` are no clients but sockets alone, in
`w2` and `w3`: they read nothing.
"""

import importlib
import json
import sys
import time

CLIENTS = {
    "ours": "ours:run",
    "ours-asyncio": "ours_asyncio:run",
    "ours-streaming": "ours:streaming",
    "requests-dataclasses": "peers.requests_dataclasses:run",
    "urllib3-msgspec": "peers.urllib3_msgspec:run",
    "httpx-pydantic": "peers.httpx_pydantic:blocking",
    "httpx-pydantic-asyncio": "peers.httpx_pydantic:asynchronous",
    "aiohttp-orjson": "peers.aiohttp_orjson:run",
    "aiohttp-msgspec": "peers.aiohttp_msgspec:run",
    "sockets": "sockets:blocking",
    "sockets-asyncio": "sockets:asynchronous",
}


def main() -> None:
    workload, client, members = sys.argv[1:]
    module, _, function = CLIENTS[client].partition(":")
    run = getattr(importlib.import_module(module), function)
    wall, cpu = time.perf_counter(), time.process_time()
    checksum = run(workload, members)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    figures = {"wall_ms": wall * 1e3, "cpu_ms": cpu * 1e3, "peak_mib": peak_mib(), "checksum": checksum}
    print(json.dumps(figures))


def peak_mib() -> float:
    # What `getrusage` calls the peak begins at that of the program which started this one.
    with open("/proc/self/status") as status:
        [peak] = [line for line in status if line.startswith("VmHWM:")]
    return int(peak.split()[1]) / 1024


if __name__ == "__main__":
    main()
