"""The submission record: an office's word that this is its report, and how far its log then reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gemtui import rules, store
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.rules import Context, Finding
from gemtui.store import Edit, Store

KIND = "submission"


@dataclass(frozen=True, slots=True)
class Submitted:
    """The submission that speaks for the store's state."""

    id: str
    period: str
    made: bool
    """False where an earlier one already says the same."""
    findings: tuple[Finding, ...]
    """What `check` had to say when it was made."""


def submit(db: Store, period: str, despite: str = "") -> Submitted:
    """Make the submission for a period, or return the one that already speaks for this very state.

    Raises ExchangeProblem: `submission-refused` while `check` has errors and no reason is given (facts `count` and
    `findings`), `nothing-to-submit`, `not-an-office` at headquarters.
    """
    heads = _heads_to_submit(db, period)
    stands = _speaks_for(db, period, heads)
    if stands:
        return stands
    found = findings(db, period)
    errors = [one for one in found if one.level == "error"]
    if errors and not despite:
        raise ExchangeProblem("submission-refused", count=len(errors), period=period, findings=errors)
    return Submitted(_make(db, period, heads, despite), period, made=True, findings=tuple(found))


def submit_despite(db: Store, period: str, reason: str) -> Submitted:
    """Do as `submit` does where a reason is given, without looking for what there may be against it."""
    heads = _heads_to_submit(db, period)
    stands = _speaks_for(db, period, heads)
    return stands or Submitted(_make(db, period, heads, reason), period, made=True, findings=())


def _heads_to_submit(db: Store, period: str) -> list[dict[str, Any]]:
    if db.identity.role == "hq":
        raise ExchangeProblem("not-an-office", office=db.identity.office)
    heads = own_heads(db)
    if not heads:
        raise ExchangeProblem("nothing-to-submit", office=db.identity.office, period=period)
    return heads


def _speaks_for(db: Store, period: str, heads: list[dict[str, Any]]) -> Submitted | None:
    current = standing(db, period)
    if current is None or current["heads"] != heads:
        return None
    return Submitted(current["id"], period, made=False, findings=())


def _make(db: Store, period: str, heads: list[dict[str, Any]], despite: str) -> str:
    today = db.around.clock.now().date().isoformat()
    values = {"period": period, "made_by": db.identity.author, "made_on": today, "heads": heads}
    return store.save(db, Edit(KIND, values | ({"despite": despite} if despite else {}))).id


def standing(db: Store, period: str) -> dict[str, Any] | None:
    """Return the office's latest submission for a period, or None."""
    made = [row for row in store.rows(db, KIND, office=db.identity.office) if row["period"] == period]
    return max(made, key=lambda row: (row["changed_at"], row["id"]), default=None)


def own_heads(db: Store) -> list[dict[str, Any]]:
    """Return how far each of the office's own streams reaches, submissions left out, sorted by workspace."""
    own = db.identity
    heads = []
    for stream in store.streams(db, own.office):
        if stream.home or stream.principal != own.principal:
            continue
        head = store.head_without(db, stream, KIND)
        if head:
            heads.append({"hash": head[1], "seq": head[0], "workspace": stream.workspace})
    return sorted(heads, key=lambda head: str(head["workspace"]))


def findings(db: Store, period: str) -> list[Finding]:
    """Return what the rules say of the store today, for the period's last year."""
    own = db.identity
    context = Context(
        office=own.office,
        on=db.around.clock.now().date(),
        role=own.role,
        period=int(period[-4:]),
        kinds=db.kinds,
    )
    return rules.check(store.facts(db), context)
