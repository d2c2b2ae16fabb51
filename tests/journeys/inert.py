"""Whether what stands on a screen is only text: nothing steers the terminal, nothing can be clicked, nothing is cut askew."""

from __future__ import annotations

from gemtui.locale import plain
from tests.journeys.person import Person


def faults(person: Person) -> list[str]:
    """Return what on the screen is not inert."""
    found = []
    width = person.app.size.width
    for number, strip in enumerate(person.strips):
        for text, style, control in strip:
            if control or plain(text) != text:
                found.append(f"line {number}: {text!r}")
            if style is not None and (style.link or "@click" in style.meta):
                found.append(f"line {number}: {text!r} can be clicked")
        if strip.cell_length != width:
            found.append(f"line {number} is {strip.cell_length} cells wide")
    return found
