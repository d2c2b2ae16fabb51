"""`serve`: the same program in a browser on this machine, and for nobody else."""

from __future__ import annotations

import secrets
import shlex
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import click

from gemtui.cli.call import FINE, Call
from gemtui.cli.command import command
from gemtui.cli.world import CallProblem

LOOPBACK = "127.0.0.1"
COOKIE = "gemtui"


@command("serve", "gemtui serve --port 8765", prints_json=False)
@click.option(
    "--port", type=click.IntRange(1024, 65535), default=8765, show_default=True, help="On this machine only."
)
def serve(call: Call, port: int) -> int:
    """Show the program in a browser on this machine. The address holds a secret: only who has it gets in."""
    try:
        from textual_serve.server import Server  # an extra, and only this command serves
    except ImportError:
        raise CallProblem("no-web-extra") from None
    call.open(read_only=True, quiet=True).close()  # what is wrong with the store is said before any page
    key = secrets.token_urlsafe(24)
    argv = [sys.executable, "-m", "gemtui", "--store", str(call.path)]
    words = subprocess.list2cmdline(argv) if sys.platform == "win32" else shlex.join(argv)

    class Guarded(Server):
        async def _make_app(self) -> Any:
            app = await super()._make_app()
            app.middlewares.append(_guard(key, f"http://{LOOPBACK}:{port}"))
            return app

    server = Guarded(words, host=LOOPBACK, port=port, title="gemtui")
    call.print(call.say("serving", address=f"http://{LOOPBACK}:{port}/?key={key}"))
    call.world.stdout.flush()
    try:
        server.serve()
    except OSError as error:
        raise CallProblem("port-taken", port=port, detail=error.strerror or "") from None
    return FINE


def _guard(key: str, own: str) -> Any:
    """Return a middleware that lets in only a browser that came with the key, from this very address.

    Any page in a browser may open a socket to this machine: without the key, and with a foreign origin, it gets nothing.
    """
    from aiohttp import web

    @web.middleware
    async def guard(request: web.Request, handler: Callable[[web.Request], Awaitable[Any]]) -> Any:
        given = request.query.get("key") or request.cookies.get(COOKIE) or ""
        is_own = request.headers.get("Host") == own.removeprefix("http://")
        is_own = is_own and request.headers.get("Origin", own) == own
        if not (is_own and secrets.compare_digest(given.encode(), key.encode())):
            raise web.HTTPForbidden(text="gemtui: open the address that the terminal shows.")
        answer = await handler(request)
        if request.path == "/":
            answer.set_cookie(COOKIE, key, httponly=True, samesite="Strict")
            answer.headers["Referrer-Policy"] = "no-referrer"
            answer.headers["Cache-Control"] = "no-store"
        return answer

    return guard
