"""Commitments whose values were erased here: no bundle, however old, brings them back."""

from __future__ import annotations

from gemtui.store.connection import Connection
from gemtui.store.layout import meta, put_meta

ERASED = "erased:"


def put_erased(connection: Connection, hashed: str, at: str) -> None:
    """Note that the value of a commitment was erased, and when."""
    put_meta(connection, ERASED + hashed, at)


def is_erased(connection: Connection, hashed: str) -> bool:
    """Return whether the value of that commitment was erased here."""
    return meta(connection, ERASED + hashed) is not None
