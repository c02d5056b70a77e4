"""Sockets alone, by which to see what a machine takes by itself: finished requests, and answers that nobody looks into.

Nothing of HTTP is understood here, and of JSON only the first page, which says what ids there are.
"""

import asyncio
import json
import os
import socket
from urllib.parse import urlsplit

from members import READS, in_tasks, in_threads, repeated

BUSINESS = urlsplit(os.environ["LASTPASS_BUSINESS_URL"])
FIRST_PAGE = "/v1/users?max-results=500"


def blocking(workload, _members):
    def read(requests):
        with connected() as stream:
            for request in requests:
                stream.sendall(request)
                check(stream.recv(65_536))
        return 0

    requests = single_reads(workload)
    return in_threads(read, requests) if workload == "w2" else read(requests)


def asynchronous(workload, _members):
    async def read(requests):
        loop = asyncio.get_running_loop()
        ended = loop.create_future()
        await loop.create_connection(lambda: Exchange(requests, ended), BUSINESS.hostname, BUSINESS.port)
        await ended
        return 0

    async def run():
        requests = single_reads(workload)
        return await (in_tasks(read, requests) if workload == "w2" else read(requests))

    return asyncio.run(run())


class Exchange(asyncio.Protocol):
    """Sends each request when the last one was answered."""

    def __init__(self, requests, ended):
        self.requests = iter(requests)
        self.ended = ended

    def connection_made(self, transport):
        self.transport = transport
        self.send()

    def data_received(self, answer):
        try:
            check(answer)
        except OSError as error:
            self.ended.set_exception(error)
            self.transport.close()
        else:
            self.send()

    def send(self):
        request = next(self.requests, None)
        if request is None:
            self.transport.close()
            self.ended.set_result(None)
        else:
            self.transport.write(request)


def single_reads(workload):
    with connected() as stream:
        stream.sendall(request(FIRST_PAGE))
        page = b""
        while not page.endswith(b"}"):
            page += stream.recv(65_536)
    items = json.loads(page[page.index(b"\r\n\r\n") :])["items"]
    return repeated([request(f"/v1/users/{item['id']}") for item in items], READS[workload])


def connected():
    stream = socket.create_connection((BUSINESS.hostname, BUSINESS.port))
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return stream


def check(answer):
    # "200 OK" to "}": an answer comes in one piece.
    if answer[9:10] != b"2" or answer[-1:] != b"}":
        raise OSError(f"no answer in one piece: {answer!r}")


def request(path):
    lines = [
        f"GET {BUSINESS.path.rstrip('/')}{path} HTTP/1.1",
        f"host: {BUSINESS.netloc}",
        f"authorization: api-key {os.environ['LASTPASS_API_KEY']}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
