"""No test, and nothing that it runs in its own process, talks to a network."""

from __future__ import annotations

import sys
from typing import Any

REACHING = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse every address; a socket file (the tests' own PostgreSQL server, an event loop) has none."""
    if event not in REACHING:
        return
    address = arguments[1] if event in ("socket.connect", "socket.bind", "socket.sendto") else arguments[0]
    if isinstance(address, tuple) or event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise AssertionError(f"{event} {address}: gemtui needs no network")


sys.addaudithook(_refuse)
