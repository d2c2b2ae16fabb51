"""A store on a database server: where it is, where its keys lie, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from gemtui.store.problems import StoreProblem

if TYPE_CHECKING:
    from gemtui.store.postgresql import PostgreSQL

SCHEMES = ("postgresql+psycopg", "postgresql")
SCHEMA = "gemtui"
"""Name of the schema that a store's tables are in, so that they stand beside whatever else a database holds."""

_SESSION = (
    f"SET search_path TO {SCHEMA}, pg_temp; SET lock_timeout TO '30s'; SET synchronous_commit TO on; "
    "SET standard_conforming_strings TO on; SET client_min_messages TO warning; SET idle_in_transaction_session_timeout TO 0"
)
_PATIENCE: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
"""Seconds after which a server that does not answer counts as gone."""


@dataclass(frozen=True, slots=True)
class Server:
    """A store's place in a PostgreSQL database."""

    url: str = field(repr=False)
    """As given; it may hold a password, so it is never shown."""
    name: str
    """The URL without its password."""
    path: Path
    """Where this machine keeps what belongs to the store and must not be on the server: its keys lie beside this path."""

    def __str__(self) -> str:
        return self.name


def server_at(url: str, folder: Path) -> Server:
    """Return the place that a URL names, with its keys in that folder; raises StoreProblem bad-url."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or unquote(parse_qs(parts.query).get("host", ["local"])[0])
        port = parts.port or int(parse_qs(parts.query).get("port", ["5432"])[0])
    except ValueError:
        raise StoreProblem("bad-url", url=url.partition("://")[0]) from None
    database = unquote(parts.path.strip("/"))
    if parts.scheme not in SCHEMES or not database:
        raise StoreProblem("bad-url", url=parts.scheme)
    user = f"{parts.username}@" if parts.username else ""
    name = f"{parts.scheme}://{user}{host if parts.hostname else ''}{f':{parts.port}' if parts.port else ''}/{database}"
    if not parts.hostname:
        name += f"?host={host}"
    kept = "".join(sign if sign.isalnum() or sign in "-." else "_" for sign in f"{host}-{port}-{database}")
    return Server(url, name, folder / kept.strip("_.") / "store")


def connect(server: Server) -> PostgreSQL:
    """Return a connection to the database; raises StoreProblem no-psycopg, no-connection, bad-url, server-encoding."""
    try:
        import psycopg

        from gemtui.store.postgresql import PostgreSQL  # here: only a store on a server needs the driver
    except ImportError:
        raise StoreProblem("no-psycopg", path=server.name) from None
    url = "postgresql://" + server.url.partition("://")[2]
    try:
        raw = psycopg.connect(url, autocommit=True, application_name="gemtui", **_PATIENCE)
        raw.execute(_SESSION)
    except psycopg.ProgrammingError:
        raise StoreProblem("bad-url", url=server.name) from None
    except psycopg.Error as error:
        # The driver's words name the host, the user and what the server said; the password is in none of them.
        detail = str(error).strip().partition("\n")[0]
        raise StoreProblem("no-connection", path=server.name, detail=detail) from None
    encoding = raw.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raw.close()
        raise StoreProblem("server-encoding", path=server.name, encoding=encoding or "?")
    return PostgreSQL(raw, server.name)
