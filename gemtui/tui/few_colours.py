"""Colours for terminals that have sixteen: the theme's own would all be drawn as the nearest grey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.theme import Theme

if TYPE_CHECKING:
    from textual.app import App

FEW = ("standard", "windows")
"""What the terminal's colour system is called where it has sixteen colours."""


def _theme(name: str, *, dark: bool, accent: str, alarm: str, ok: str) -> Theme:
    return Theme(
        name, accent, dark=dark, error=alarm, success=ok,
        variables={"primary-lighten-2": accent, "text-error": alarm, "text-success": ok},
    )  # fmt: skip


THEMES = {
    "textual-dark": _theme("gemtui-dark-16", dark=True, accent="#5c5cff", alarm="#ff5555", ok="#00cd00"),
    "textual-light": _theme("gemtui-light-16", dark=False, accent="#0000ee", alarm="#cd0000", ok="#00aa00"),
}
"""By the theme that they stand for; every colour is near to one of the sixteen."""


def wear(app: App[Any], *, light: bool) -> None:
    """Put on the dark or the light theme, in the colours that the terminal has."""
    name = "textual-light" if light else "textual-dark"
    if app.console.color_system in FEW and not app.is_headless:
        app.register_theme(THEMES[name])
        name = THEMES[name].name
    app.theme = name
