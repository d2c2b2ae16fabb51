"""No test, and nothing that it runs in its own process, talks to a network."""

from __future__ import annotations

import socket
import sys
from typing import Any

REACHING = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
HERE = {None, "", "localhost", "127.0.0.1", "::1"}
"""This machine, which is no network: `serve` listens there, and a test asks whether it answers at other addresses."""
OWN = {socket.gethostname()}


def _own_address() -> str:
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return ""


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse every address beyond this machine; a socket file has a path and no address."""
    if event not in REACHING:
        return
    address = arguments[1] if event in {"socket.connect", "socket.bind", "socket.sendto"} else arguments[:1]
    if not isinstance(address, tuple) or address[0] in HERE | OWN:
        return
    if address[0] != _own_address():
        raise AssertionError(f"{event} {address}: gemtui needs no network")


sys.addaudithook(_refuse)
