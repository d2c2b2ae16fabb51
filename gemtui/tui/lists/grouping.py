"""Actions under headings: by plan and area, or by the role that does them, each with its figures."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from gemtui import rules, store
from gemtui.locale import choice, say, so_many
from gemtui.store import Row
from gemtui.tui.listing import Group, KindSource
from gemtui.tui.widgets.source import View

PLANS = 8
"""Plans that are told apart in headings; an office has one or two, headquarters hundreds."""
DATES = ("status", "delivery_on", "done_on")
"""What an action's standing comes from."""
Figures = dict[tuple[Any, ...], list[int]]
"""All, done and late actions of a group."""


def by_area(source: KindSource, view: View) -> Sequence[Group]:
    """Return the groups by area, in the order of the policy; each plan's apart where an office has several."""
    counted = _counted(source, view, ("action_plan", "area"))
    areas = [*source.kind.question("area").choices, None]  # type: ignore[union-attr]
    plans = _plans(source, list(dict.fromkeys(plan for plan, _ in counted)))
    groups = []
    for plan, name in plans:
        for area in areas:
            figures = _sum(n for (p, a), n in counted.items() if a == area and plan in (..., p))
            if not figures[0]:
                continue
            where = {"area": area} if plan is ... else {"action_plan": plan, "area": area}
            words = f"{name} · {_area(area)}" if name else _area(area)
            groups.append(
                Group(
                    f"{plan if name else ''} {area}", _words(source, words, figures), source.ids(view, where)
                )
            )
    return groups


def by_person(source: KindSource, view: View) -> Sequence[Group]:
    """Return the groups by the role that does the actions, in the order of the list."""
    counted: Figures = {}
    for (name,), figures in _counted(source, view, ("responsible",)).items():
        key = (name is not None, str(name or "").encode().lower())  # as SQLite orders without regard to case
        counted[key] = [name, *_sum([counted.get(key, [None, 0, 0, 0])[1:], figures])]
    ids = array("q", source.ids(view))
    ordered = [counted[key] for key in sorted(counted)]
    ends = [0, *accumulate(figures[1] for figures in ordered)]
    return [
        Group(str(name), _words(source, str(name or say("nobody-yet")), figures), ids[start:end])
        for (name, *figures), (start, end) in zip(ordered, pairwise(ends), strict=True)
    ]


def _counted(source: KindSource, view: View, names: tuple[str, ...]) -> Figures:
    """Return the figures of each combination of these fields' values; SQLite does the counting."""
    found: Figures = {}
    for row, count in store.tally(source.db, "action", (*names, *DATES), source.asked(view)):
        state = rules.state(row, source.today)
        each = found.setdefault(tuple(row[name] for name in names), [0, 0, 0])
        each[0] += count
        each[1] += count * (state.status == "done")
        each[2] += count * bool(state.overdue)
    return found


def _sum(each: Any) -> list[int]:
    return [sum(column) for column in zip([0, 0, 0], *each, strict=True)]


def _words(source: KindSource, name: str, figures: Sequence[int]) -> str:
    """Return a heading with its figures; those of an earlier day would have to be folded one by one."""
    total, done, late = figures
    told = [so_many(total, "action")]
    if source.then is None:
        told += [f"{done} done"] if done else []
        told += [f"{late} late"] if late else []
    return f"{name}  {' · '.join(told)}"


def _area(area: str | None) -> str:
    return choice(area) if area else say("no-area")


def _plans(source: KindSource, references: list[Any]) -> list[tuple[Any, str]]:
    """Return the plans to be told apart, the latest first, with their names; `...` stands for all of them together."""
    if len(references) < 2 or len(references) > PLANS or source.db.identity.role == "hq":
        return [(..., "")]
    kind = source.db.kinds["action_plan"]
    named: list[tuple[str, Any, str]] = []
    for reference in references:
        row = _plan(source, reference)
        title = source.titles.title(kind, row) if row else say("no-plan")
        named.append((str((row or {}).get("starts_on") or ""), reference, title))
    return [(reference, title) for _, reference, title in sorted(named, key=lambda n: n[0], reverse=True)]


def _plan(source: KindSource, reference: Any) -> Row | None:
    own = source.db.identity.office
    return store.resolve_reference(source.db, own, ("action_plan",), str(reference)) if reference else None
