"""Whether the terminal shows more signs than ASCII has."""

from __future__ import annotations

from collections.abc import Mapping

COERCED = "C.UTF-8"
"""What Python itself puts into LC_CTYPE where the locale is C (PEP 538), whatever the terminal shows."""


def shows_ascii(encoding: str, env: Mapping[str, str]) -> bool:
    """Return whether only ASCII is to be drawn: by the terminal's encoding, or since the person's locale says C.

    Without any locale the encoding decides: most terminals show UTF-8, and many a container names no locale.
    """
    if encoding.lower().replace("-", "") not in ("utf8", "cp65001"):
        return True
    of_signs = env.get("LC_CTYPE", "")
    named = env.get("LC_ALL") or (of_signs if of_signs != COERCED else "") or env.get("LANG") or ""
    return named in ("C", "POSIX")
