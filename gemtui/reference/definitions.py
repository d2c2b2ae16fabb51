"""An indicator of an office's own in the words of its catalogue, as an answer carries them to a store without that file.

Catalogues travel with headquarters' plan only (spec/bundle.md); the answers travel with the office's report.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache

from gemtui.reference.files import load
from gemtui.reference.frameworks import Framework, frameworks, read_framework
from gemtui.reference.own_examination import is_own, own_framework_faults

LONGEST = 20_000
"""Characters that a text in the log may have (spec/merge.md, *Bounds*)."""


def definition(framework: str, indicator: str, version: str = "") -> str:
    """Return an own indicator with the head of its framework as TOML, in the shape of the whole file.

    Empty where no catalogue here knows it, where it is one of UN-SWAP's, or where its words are too long to travel.
    """
    known = frameworks().get(framework)
    if known is None or not known.office:
        return ""
    import tomli_w  # only an own indicator is written down

    document = load(framework, version)
    asked = [entry for entry in document["indicator"] if entry["id"] == indicator]
    written = tomli_w.dumps({**document, "indicator": asked}) if asked else ""
    return written if len(written) <= LONGEST else ""


@lru_cache(maxsize=1024)
def defined(text: str) -> Framework | None:
    """Return the framework of an office's own that an answer carries; None where the text is none that could be relied on."""
    try:
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return read_framework(given) if is_own(given) and not own_framework_faults(given) else None
