"""The register of programmes with what each owes, and practices with what they lack: for screens and documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gemtui import rules
from gemtui.reports.findings import picture_of
from gemtui.rules import Coverage, Picture, Row
from gemtui.rules.programmes import ProgrammeState, programme_state
from gemtui.store import UNION, Store

NEEDED = ("programme", "programme_assessment", "evidence")


@dataclass(frozen=True)
class Register:
    """All programmes on a date, and how many of those that need an assessment have one."""

    rows: Sequence[tuple[Row, ProgrammeState]]
    coverage: Mapping[str, Coverage]
    """By office, in the year that is reported on the date."""

    @property
    def assessed(self) -> int:
        """Return the programmes that need an assessment and have one, of all offices."""
        return sum(len(each.assessed) for each in self.coverage.values())

    @property
    def due(self) -> int:
        """Return the programmes that need an assessment: active in the year and not exempt."""
        return sum(len(each.due) for each in self.coverage.values())

    @property
    def exempt(self) -> int:
        """Return the programmes that need none."""
        return sum(len(each.exempt) for each in self.coverage.values())

    @property
    def share(self) -> Fraction | None:
        """Return assessed / due over all offices, heads summed and never averaged; None where nothing is due."""
        return Fraction(self.assessed, self.due) if self.due else None


def register(db: Store, on: date, then: date | None = None) -> Register:
    """Return the store's programmes as they stand on a date, or stood `then`; asks the store."""
    return register_of(picture_of(db, on, NEEDED, then))


def register_of(picture: Picture, office: str = "") -> Register:
    """Return the programmes of one office, or of all that the picture judges."""
    made: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in picture.facts.get("programme_assessment", ()):
        made[picture.places.key(row, row.get("programme"))].append(row)
    held = [row for row in picture.rows("programme") if office in ("", row["office"])]
    rows = [(row, programme_state(row, made[row["office"], row["id"]], picture.on)) for row in held]
    offices = [office] if office else [each for each in picture.offices if each != UNION] or [UNION]
    return Register(rows, {each: rules.coverage(picture, each) for each in offices})
