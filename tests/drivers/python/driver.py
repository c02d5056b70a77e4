"""The Python driver of the scenarios: a step as a line of JSON in, its outcome as a line of JSON out.

It plays the steps through the public interface of the package alone: with `Client`, or with `AsyncClient` if
it is started with `--async`. `tests/README.md` describes the protocol.
"""

from __future__ import annotations

import json
import sys

from session import Session
from ways import Asynchronous, Blocking


def main() -> None:
    way = Asynchronous() if "--async" in sys.argv[1:] else Blocking()
    session = Session(way)
    for line in sys.stdin:
        print(json.dumps(session.play(line)), flush=True)
    way.end()


if __name__ == "__main__":
    main()
