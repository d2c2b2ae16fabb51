"""The passphrase of a signing key, asked for when a bundle is about to be signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gemtui.locale import say
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.filtering import Filtered


class AskSecret(AskLine):
    """Asks for one line that nobody sees and nothing keeps."""

    is_secret = True


def ask_passphrase(place: Filtered, key: Path, problem: Exception, then: Callable[[str], None]) -> bool:
    """Ask for the passphrase of a key and hand it on; returns False where the problem is another one."""
    code = getattr(problem, "code", "")
    if code not in ("passphrase-needed", "wrong-passphrase"):
        return False
    line = AskSecret("Passphrase", say(code, {"path": str(key)}))
    place.app.push_screen(line, lambda given: then(given) if given else None)
    return True
