"""The stores that a day begins with."""

from tests.tui.conftest import db, empty, filled, new_store

__all__ = ["db", "empty", "filled", "new_store"]
