"""From gap to gap: what `check` finds, one after another, each with the very question that mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gemtui import store
from gemtui.records import Question
from gemtui.reports.asking.opening import Wanted
from gemtui.reports.findings import Checked, message
from gemtui.reports.naming import title
from gemtui.rules import Finding
from gemtui.store import Store, StoreProblem

Key = tuple[str, str, str, str, str, str]

MENDED_BY: Mapping[str, str] = {
    "no-evidence": "evidence",
    "done-without-evidence": "evidence",
    "claimed-without-evidence": "evidence",
    "no-remedial-plan": "remedial_action",
    "programme-unassessed": "programme_assessment",
    "group-without-resources": "resource_line",
    "body-without-members": "composition",
    "round-without-update": "action_progress",
}
"""Findings that no field of their own record mends, and the kind of record that does."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One finding on the way, and what to ask for it."""

    finding: Finding
    message: str
    title: str
    """Names the record in its own words; empty where the whole office is meant."""
    question: Question | None
    """The field to ask, where the record is there and may be written here."""
    wanted: Wanted | None
    """The record that the question belongs to, or the one that is missing; None where this store can't mend it."""


class Walk:
    """Goes from finding to finding; what was mended, or left, does not come again."""

    def __init__(self, db: Store, today: date, period: str = "", lang: str = "en") -> None:
        self.db, self.today, self.period, self.lang = db, today, period, lang
        self._checked: Checked | None = None
        self._passed: list[Key] = []
        """Findings that were shown, in the order of the walk."""

    def renew(self) -> None:
        """Check anew: something was saved."""
        self._checked = None

    @property
    def checked(self) -> Checked:
        """Return the store as the rules see it now."""
        if self._checked is None:
            self._checked = Checked(self.db, self.today, self.period)
        return self._checked

    def left(self) -> dict[str, int]:
        """Return how many errors, warnings and gaps there are now."""
        found = Counter(one.level for one in self.checked.findings)
        return {level: found[level] for level in ("error", "warning", "gap")}

    def ahead(self) -> int:
        """Return how many findings were not shown yet."""
        passed = set(self._passed)
        return sum(1 for one in self.checked.findings if key_of(one) not in passed)

    def next(self) -> Stop | None:
        """Return the next finding that was not shown yet, worst first; None at the end."""
        passed = set(self._passed)
        found = next((one for one in self.checked.findings if key_of(one) not in passed), None)
        if found is None:
            return None
        self._passed.append(key_of(found))
        return self._stop(found)

    def back(self) -> None:
        """Go back, so that `next` gives the finding before the one that is shown, if it still stands."""
        del self._passed[-2:]

    def _stop(self, found: Finding) -> Stop:
        picture = self.checked.picture
        row = picture.places.row({"office": found.office}, found.id) if found.id else None
        named = title(self.db, found.kind, row, picture.places) if row else ""
        wanted = self._wanted(found)
        kind = self.db.kinds.get(found.kind)
        asked = kind.question(found.field) if kind and found.field else None
        is_asked = wanted is not None and wanted.kind == found.kind and bool(wanted.id)
        if asked is not None and asked.state_of:
            asked = kind.question(asked.state_of) if kind else None
        return Stop(found, message(found, self.lang), named, asked if is_asked else None, wanted)

    def _wanted(self, found: Finding) -> Wanted | None:
        """Return the record that is to be written, or None where this store may not."""
        name = MENDED_BY.get(found.code, found.kind)
        if name not in self.db.kinds:
            return None
        is_new = name != found.kind or not found.id
        try:
            store.may_write(self.db.identity, self.db.kinds[name], found.office)
        except StoreProblem:
            return None
        if is_new:
            return Wanted(name, given=_given(name, found), office=self._other(found.office))
        return Wanted(name, found.id, self._other(found.office), at=found.field)

    def _other(self, office: str) -> str:
        return "" if office == self.db.identity.office else office


def key_of(found: Finding) -> Key:
    """Return what makes a finding the same one after another check."""
    told = f"{found.clause} {found.facts.get('code', '')}"
    return found.code, found.kind, found.office, found.id, found.field, told


def _given(name: str, found: Finding) -> dict[str, Any]:
    """Return what a new record begins with that mends a finding."""
    if name == "indicator_entry" and found.code == "indicator-unanswered":
        return _entry(found)
    if name == "evidence" and found.id:
        return {"subject_kind": found.kind, "subject": found.id}
    parents = {
        "remedial_action": "indicator_entry",
        "programme_assessment": "programme",
        "resource_line": "gem_group",
    }
    parents["composition"] = "committee"
    return {parents[name]: found.id} if found.id and name in parents else {}


def _entry(found: Finding) -> dict[str, Any]:
    from gemtui.reference import framework_of_year, indicators  # only such a finding needs the catalogues

    year, code = found.facts.get("year"), found.facts.get("code")
    framework = framework_of_year(year) if isinstance(year, int) else None
    if framework is None or code not in indicators():
        return {}
    return {"framework": framework.code, "indicator": code, "period": year}
