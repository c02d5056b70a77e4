"""A server that answers what a test says: for answers that no sandbox gives."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "lpkey_0123456789abcdef-literal"
HASH = "fedcba9876543210fedcba-literal"


@contextmanager
def answering(body: str, status: int = 200, **headers: str) -> Generator[dict[str, Any], None, None]:
    """Answers every request with this body; gives settings of a client that asks it."""

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(status)
            sent = {"content-type": "application/json", "content-length": str(len(body.encode())), **headers}
            for name, value in sent.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    origin = f"http://127.0.0.1:{server.server_port}"
    yield {
        "api_key": KEY,
        "cid": 4711,
        "provhash": HASH,
        "business_url": f"{origin}/business",
        "provisioning_url": f"{origin}/enterpriseapi.php",
        "time_zone": "America/New_York",
        "max_retries": 0,
    }
    server.shutdown()
    thread.join()
    server.server_close()
