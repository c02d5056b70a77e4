"""`LASTPASS_LOG`: the client's log on standard error, for programs that set up no log of their own."""

from __future__ import annotations

import logging


def to_standard_error(level: str) -> None:
    """Turns the log on at a level such as `debug`, unless the program has a handler for it."""
    logger = logging.getLogger("lastpass_admin")
    number = getattr(logging, level.upper(), None)
    if not isinstance(number, int) or logger.hasHandlers():
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(number)
