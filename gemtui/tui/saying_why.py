"""A key that can do nothing says why: one that is silent looks broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gemtui.tui.in_turn import InTurn

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from gemtui.tui.desk import Desk


class SaysWhy(InTurn):
    """An app that answers a key also where it does not do what it asks for."""

    if TYPE_CHECKING:
        desk: Desk

    def tell(self, text: str, role: str = "ok") -> None:
        """Show a message on the screen in front."""
        raise NotImplementedError

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for; where it writes and nothing can be written here, say why."""
        is_done = await super().run_action(action, default_namespace, namespaces)
        if not is_done and isinstance(action, str) and self.desk.is_open:
            from gemtui.tui.screens.refusing import why_not

            if words := why_not(default_namespace or self.screen, action):
                self.tell(words, "dim")
        return is_done
