"""What if for whole sets of bodies: which appointments bring each of them into balance, and by when at the latest.

Source: clauses OA-C2a, OA-C2b, OA-C2c; balance-rules.md, sections 5 and 6 (*Office roll-up*).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gemtui.rules.membership import Body
from gemtui.rules.what_if import Option, options


@dataclass(frozen=True, slots=True)
class Plan:
    """One body of a set, and the way that is taken with it."""

    body: Body
    option: Option | None
    """The soonest way by seats that fall vacant, else by replacement or growth; None where there is none."""

    @property
    def due(self) -> tuple[bool, str]:
        """Return the place in a list: what has a last day first, the nearest before."""
        latest = self.option.latest if self.option else ""
        return not latest, latest

    @property
    def is_asked(self) -> bool:
        """Return whether somebody has to be appointed."""
        return self.option is not None and bool(self.option.appointments)

    @property
    def meets_then(self) -> bool:
        """Return whether the body certainly meets its rule once the way was taken."""
        return self.option is not None and self.option.balance.meets == "yes"


@dataclass(frozen=True, slots=True)
class Together:
    """Several bodies and what is done with them."""

    plans: tuple[Plan, ...]
    """Those with the nearest last day first."""

    @property
    def judged(self) -> int:
        """Return how many bodies are judged by a rule."""
        return sum(1 for plan in self.plans if plan.body.balance.judged)

    @property
    def meet_now(self) -> int:
        """Return how many bodies meet their rule today."""
        return sum(1 for plan in self.plans if plan.body.balance.meets == "yes")

    @property
    def meet_then(self) -> int:
        """Return how many bodies meet their rule once all appointments were made."""
        return sum(1 for plan in self.plans if plan.body.balance.judged and plan.meets_then)

    @property
    def first_by(self) -> str:
        """Return the day by which the first appointment has to be made, empty where no term ends."""
        days = (one.by for plan in self.plans if plan.option for one in plan.option.appointments)
        return min((day for day in days if day), default="")

    @property
    def last_by(self) -> str:
        """Return the day by which the last appointment has to be made, empty where no term ends."""
        return max((plan.option.latest for plan in self.plans if plan.option), default="")

    def count(self) -> Counter[str]:
        """Return how many appointments ask for `woman`, `man` and `either`."""
        asked = (plan.option.appointments for plan in self.plans if plan.option)
        return Counter(one.appoint for each in asked for one in each)


def together(bodies: Iterable[Body], on: date) -> Together:
    """Return the way that each of these bodies takes, seen from a date.

    A body that meets its rule is kept so: the first seats that fall vacant ask for whom it needs.
    """
    plans = [Plan(body, _way(options(body, on))) for body in bodies]
    return Together(tuple(sorted(plans, key=lambda plan: (plan.due, plan.body.committee.get("name") or ""))))


def _way(found: list[Option]) -> Option | None:
    """Return the soonest certain way by vacancies, else by replacement, else what there is."""
    for wanted in ("vacancies", "none", "replacement", "growth"):
        way = next((option for option in found if option.way == wanted and option.is_certain), None)
        if way is not None:
            return way
    return found[0] if found else None
