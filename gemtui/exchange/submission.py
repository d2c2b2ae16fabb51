"""The submission record: an office's word that this is its report, and how far its log then reached."""

from __future__ import annotations

from collections.abc import Callable
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


@dataclass(frozen=True, slots=True)
class Word:
    """With what word a report goes: why in spite of errors, who signed it off, and whether it is to be the final one."""

    despite: str = ""
    signed_off_by: str = ""
    """The senior role that answers for it."""
    final: bool = False
    """Refused while no senior role has signed it off, whatever else is fine. Source: clause RESP-2."""


def submit(
    db: Store, period: str, despite: str = "", *, signed_off_by: str = "", final: bool = False
) -> Submitted:
    """Make the submission for a period, or return the one that already speaks for this very state.

    A sign-off that comes later is written into the submission that stands. Raises ExchangeProblem:
    `submission-refused` while `check` has errors and no reason is given, or while a final report is not signed off
    (facts `count` and `findings`), `nothing-to-submit`, `not-an-office` at headquarters.
    """
    return _submit(db, period, Word(despite, signed_off_by, final), findings)


def submit_despite(db: Store, period: str, word: Word) -> Submitted:
    """Do as `submit` does where a reason is given, without looking for what there may be against it."""
    return _submit(db, period, word, lambda _db, _period: [])


def _submit(db: Store, period: str, word: Word, look: Callable[[Store, str], list[Finding]]) -> Submitted:
    heads = _heads_to_submit(db, period)
    current = standing(db, period)
    stands = current if current is not None and current["heads"] == heads else None
    found = look(db, period) if stands is None else []
    errors = [one for one in found if one.level == "error"] if not word.despite else []
    if word.final and not (word.signed_off_by or (stands or {}).get("approved_by")):
        unsigned = rules.no_sign_off({"office": db.identity.office, **(stands or {})})
        errors.append(unsigned._replace(level="error"))
    if errors:
        raise ExchangeProblem("submission-refused", count=len(errors), period=period, findings=errors)
    if stands is None:
        return Submitted(_make(db, period, heads, word), period, made=True, findings=tuple(found))
    if word.signed_off_by and stands.get("approved_by") != word.signed_off_by:
        store.save(db, Edit(KIND, _signed(db, word), id=stands["id"]))
    return Submitted(stands["id"], period, made=False, findings=())


def _signed(db: Store, word: Word) -> dict[str, str]:
    today = db.around.clock.now().date().isoformat()
    return {"approved_by": word.signed_off_by, "approved_on": today} if word.signed_off_by else {}


def _heads_to_submit(db: Store, period: str) -> list[dict[str, Any]]:
    if db.identity.role == "hq":
        raise ExchangeProblem("not-an-office", office=db.identity.office)
    heads = own_heads(db)
    if not heads:
        raise ExchangeProblem("nothing-to-submit", office=db.identity.office, period=period)
    return heads


def _make(db: Store, period: str, heads: list[dict[str, Any]], word: Word) -> str:
    today = db.around.clock.now().date().isoformat()
    values = {"period": period, "made_by": db.identity.author, "made_on": today, "heads": heads}
    given = {"despite": word.despite} if word.despite else {}
    return store.save(db, Edit(KIND, values | given | _signed(db, word))).id


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
    late = store.late(db, own.office)
    found = [
        rules.changed_late(db.kinds[o.kind], {"office": o.office, "id": o.id}, o.fields, o.why, o.dated)
        for o in late
    ]
    return sorted([*rules.check(store.facts(db), context), *found], key=lambda one: one.order)
