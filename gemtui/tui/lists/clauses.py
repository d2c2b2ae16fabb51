"""Every clause of the policy with what answers it, and every check with what it says."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports, rules
from gemtui.locale import plain, say, unsaid
from gemtui.reference import clauses
from gemtui.reference.policy import Clause
from gemtui.rules import CATALOGUE
from gemtui.store import Row
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped
from gemtui.tui.widgets.source import Few

ANSWER = "_answer"
"""Key under which a row carries its clause with the records that answer it."""
SIGNS: dict[str, Part] = {
    "answered": ("●", "ok"),
    "gap": ("○", "alarm"),
    "headquarters": ("–", "dim"),
    "principle": ("·", "dim"),
    "reference": ("·", "dim"),
}
LEVELS: dict[str, Part] = {"error": ("!", "alarm"), "warning": ("▲", "accent"), "gap": ("·", "dim")}


def policy(around: Around) -> Computed:
    """Return the list of clauses in the policy's order, with what answers each in the year."""
    return Computed(COLUMNS, lambda: _worked(around), (say("no-clauses"),))


def _worked(around: Around) -> Worked:
    checked = reports.Checked(around.db, around.on)
    own, is_union = around.db.identity.office, around.db.identity.role == "hq"
    rows: list[Row] = []
    headings: list[tuple[int, str]] = []
    area = ""
    for number, answer in enumerate(rules.answers(checked.picture, "" if is_union else own)):
        clause = answer.clause
        if clause.area != area:
            area = clause.area
            headings.append((number, area[:1].upper() + area[1:]))
        state = reports.clause_state(answer, own)
        words = {"id": clause.id, "title": clause.title, "state": state, "records": len(answer.records)}
        rows.append({"entry": number, ANSWER: answer, **words})
    return Worked(rows, headings)


COLUMNS = (
    Column("sign", "", 1, lambda row: SIGNS[row["state"]], sorts=False),
    Column("id", "Clause", 8, lambda row: row["id"]),
    Column("title", "What it asks", 30, lambda row: row["title"], grows=True),
    Column("records", "Records", 7, lambda row: str(row["records"] or "–"), right=True),
    Column("state", "State", 13, lambda row: (say(f"clause-{row['state']}"), SIGNS[row["state"]][1])),
)


def tally(rows: Sequence[Row]) -> list[Part]:
    """Return in words how many clauses that ask for something are answered."""
    states = [row["state"] for row in rows if "state" in row]
    answered, gaps = states.count("answered"), states.count("gap")
    return [
        (say("clauses-answered", {"answered": answered, "asked": answered + gaps}), ""),
        (say("clauses-open", {"count": gaps}) if gaps else "", "alarm"),
    ]


def detail(row: Row, kinds: Sequence[str], width: int) -> list[Line]:
    """Return the clause in our words, who answers it when, with which records, and what a wrong entry gets."""
    clause = row[ANSWER].clause
    lines: list[Line] = [[(f"{clause.id}  ", "strong"), (plain(clause.title), "strong")]]
    lines += wrapped(clause.text, width, "", 3)
    for label, text in (
        ("who", f"{clause.who} · {clause.rhythm}"),
        ("by", ", ".join(kinds) or say("by-the-program")),
        ("checks", _wrong(clause)),
    ):
        if text:
            lines += wrapped(f"{say(f'clause-{label}')} {text}", width, "dim", 3)
    return lines


def checks() -> Few:
    """Return the list of all checks: code, level, clause, and the sentence with `…` for what it is about."""
    rows: list[Row] = [
        {"code": code, "level": rule.level, "clause": rule.clause, "words": unsaid(code)}
        for code, rule in CATALOGUE.items()
    ]
    firsts = {level: next(n for n, row in enumerate(rows) if row["level"] == level) for level in LEVELS}
    return Few(CHECKS, rows, (), [(n, say(f"checks-{level}")) for level, n in firsts.items()])


def check_lines(row: Row, width: int) -> list[Line]:
    """Return a check's whole sentence, with its code, clause and level."""
    about = f"{row['code']} · {row['level']} · {row['clause']} {clauses()[row['clause']].title}"
    return [*wrapped(row["words"], width, "", 4), *wrapped(about, width, "dim", 2)]


def _wrong(clause: Clause) -> str:
    """Return what a wrong entry gets; where the catalogue says *as* another clause, in that one's words."""
    of = clause.checks.removeprefix("as ").strip()
    other = (
        next((one for one in clauses().values() if one.id.endswith(of)), None)
        if of != clause.checks
        else None
    )
    return other.checks if other else clause.checks.removeprefix("-")


CHECKS = (
    Column("sign", "", 1, lambda row: LEVELS[row["level"]], sorts=False),
    Column("clause", "Clause", 7, lambda row: (row["clause"], "dim")),
    Column("words", "What is said", 40, lambda row: row["words"], grows=True),
    Column("code", "Code", 22, lambda row: (row["code"], "dim")),
)
