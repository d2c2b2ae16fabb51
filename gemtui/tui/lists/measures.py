"""Screen 6: HR measures with what became of requests, trainings with their coverage, surveys with their answers."""

from __future__ import annotations

from fractions import Fraction

from gemtui import rules, store
from gemtui.locale import choice, day, plain, say, share
from gemtui.reference import catalogue
from gemtui.reports.staff import head_count_of, sum_of
from gemtui.rules import Counts
from gemtui.rules.participation import Participation, participation
from gemtui.rules.requests import (
    OUTCOMES,
    Requests,
    answers_of,
    by_kind,
    coverage,
    coverage_by_gender,
    has_requests,
    kind_of,
    requests_of,
)
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.recruitment import pair
from gemtui.tui.lists.tab import Around
from gemtui.tui.lists.trends import MOVED
from gemtui.tui.widgets.bars import progress
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

ASKED, COVERED, YEAR = "_asked", "_covered", "_year"
"""Keys under which a row carries the sums of its requests, the coverage by gender, or its year's `Participation`."""
BAR = 12
NO_MEASURE = (
    "No HR measure yet.",
    "n enters one: flexible work with its requests, a session on diversity, a goal in appraisals …",
)
NO_TRAINING = ("No training yet.", "n enters one: who came, by gender, and how many staff there are.")
NO_SURVEY = (
    "No survey result yet.",
    "n enters a question with its answers by gender; fewer than five stay in the office.",
)


def _rows(around: Around, kind: str, dated: str) -> list[Row]:
    """Return a kind's records of up to the day, the latest first."""
    until = around.on.isoformat()
    held = [{**row, KIND: kind} for row in store.rows(around.db, kind) if str(row.get(dated) or "") <= until]
    return sorted(held, key=lambda row: (str(row.get(dated) or ""), row["id"]), reverse=True)


# HR measures


def measures(around: Around) -> Computed:
    """Return the measures under headings by kind, each with the sums of its requests."""
    return Computed(around.of_offices(MEASURES), lambda: _measures(around), NO_MEASURE)


def _measures(around: Around) -> Worked:
    held = _rows(around, "hr_measure", "starts_on")
    sums = by_kind(held)
    ordered = sorted(held, key=lambda row: (not has_requests(row), kind_of(row)))
    rows: list[Row] = [{**row, ASKED: requests_of(row) if has_requests(row) else None} for row in ordered]
    headings = []
    if len(sums) > 1 and (whole := sum_of(sums.values())) is not None:
        headings.append((0, sum_words(say("all-kinds"), whole)))
    for place, row in enumerate(rows):
        kind = kind_of(row)
        if place == 0 or kind != kind_of(rows[place - 1]):
            headings.append(
                (place, sum_words(kind_words(kind), sums[kind]) if kind in sums else kind_words(kind))
            )
    return Worked(rows, headings)


def kind_words(code: str) -> str:
    """Return what a kind of measure is called."""
    return dict(catalogue("arrangements") + catalogue("hr_measure_types")).get(code) or choice(code)


def sum_words(name: str, found: Requests) -> str:
    """Return the sums of a kind: women–men who asked, got, were refused, wait."""
    facts = {outcome: pair(getattr(found, outcome)) for outcome in OUTCOMES}
    return say("requests-of-kind", {"kind": name, "total": found.requests.total, **facts})


def _outcome(row: Row, outcome: str) -> str:
    found: Requests | None = row[ASKED]
    return pair(getattr(found, outcome)) if found is not None else ""


def _granted(row: Row) -> str:
    found: Requests | None = row[ASKED]
    if found is None:
        return ""
    return " / ".join(share(found.granted_rate(gender)) or "–" for gender in ("women", "men"))


MEASURES = (
    Column("title", "Measure", 16, lambda row: str(row.get("title") or ""), grows=True),
    Column("starts_on", "Starts on", 11, lambda row: day(row.get("starts_on")), right=True),
    Column("requests", "asked", 6, lambda row: _outcome(row, "requests"), right=True, sorts=False),
    Column("granted", "granted", 7, lambda row: _outcome(row, "granted"), right=True, sorts=False),
    Column("refused", "refused", 7, lambda row: _outcome(row, "refused"), right=True, sorts=False),
    Column("pending", "waiting", 7, lambda row: _outcome(row, "pending"), right=True, sorts=False),
    Column("rate", "granted %", 13, _granted, right=True, sorts=False),
)


def measure_detail(row: Row, width: int) -> list[Line]:
    """Return what became of the requests, and what the measure is."""
    name = " · ".join(filter(None, (str(row.get("title") or ""), kind_words(kind_of(row)))))
    lines: list[Line] = [[(plain(name), "strong"), (f"   {plain(str(row.get('owner') or ''))}", "dim")]]
    found: Requests | None = row.get(ASKED)
    for gender in ("women", "men") if found is not None else ():
        rate = found.granted_rate(gender) if found else None
        asked = getattr(found.requests, gender) if found else 0
        words = say("granted-of", {"granted": getattr(found.granted, gender) if found else 0, "asked": asked})
        lines.append([(f"{gender:<7}", "dim"), *progress(rate, BAR), (f"  {words}", "")])
    if row.get("goal_share") is not None:
        lines += wrapped(say("goal-share", {"share": row["goal_share"]}), width)
    for name in ("description", "effect"):
        if row.get(name):
            lines += wrapped(str(row[name]), width, "dim", 2)
    return lines


def why_measure(_around: Around, row: Row) -> list[str]:
    """Return how the rates come about, and what has to add up."""
    if row.get(ASKED) is None:
        return []
    return [say("why-requests"), say("why-small"), say("why-clause", {"clause": "OA-A6"})]


# Trainings


def trainings(around: Around) -> Computed:
    """Return the trainings with the part of the staff that they reached."""
    return Computed(around.of_offices(TRAININGS), lambda: _trainings(around), NO_TRAINING)


def _trainings(around: Around) -> Worked:
    counted: dict[str, list[Row]] = {}
    for row in store.rows(around.db, "staffing_snapshot"):
        counted.setdefault(row["office"], []).append(row)
    held = _rows(around, "training_record", "held_on")
    years = participation(held, store.rows(around.db, "hr_measure"), around.on)
    told = {str(one.year): one for one in years}
    rows: list[Row] = [
        {
            **row,
            COVERED: coverage_by_gender(row, head_count_of(row, counted.get(row["office"], ()), around.on)),
            YEAR: told.get(str(row.get("held_on"))[:4]),
        }
        for row in held
    ]
    firsts = [n for n, row in enumerate(rows) if n == 0 or row[YEAR] is not rows[n - 1][YEAR]]
    return Worked(rows, [(n, year_words(rows[n][YEAR])) for n in firsts])


def year_words(one: Participation | None) -> str:
    """Return a year's trainings in words: who came, whom mandatory ones reached, goals; each beside the year before."""
    if one is None:  # came without its day: the rules say so
        return "–"
    told = [say("year-came", {"year": one.year, "total": one.came.total, "pair": pair(one.came)})]
    before = one.before
    if one.coverage is not None:
        told.append(
            say("year-reached", {"share": share(one.coverage)})
            + _against(one.moved, before and share(before.coverage))
        )
    if one.goal is not None:
        told.append(say("year-goal", {"share": one.goal}) + _against(one.goal_moved, before and before.goal))
    return " · ".join(told)


def _against(moved: str | None, before: object) -> str:
    return f" {MOVED[moved][0]} {say('year-before', {'share': before})}" if moved else ""


def _heads(row: Row) -> str:
    counts = Counts(*(row.get(gender) or 0 for gender in ("women", "men", "other", "undisclosed")))
    beside = counts.other + counts.undisclosed
    return f"{pair(counts)}{f' +{beside}' if beside else ''}"


def _covered(row: Row) -> list[Part]:
    found = coverage(row)
    return [
        *progress(found, BAR),
        (f" {share(found)} %" if found is not None else " no base", "" if found is not None else "dim"),
    ]


TRAININGS = (
    Column("held_on", "Held on", 11, lambda row: day(row.get("held_on")), right=True),
    Column("title", "Training", 20, lambda row: str(row.get("title") or ""), grows=True),
    Column("mandatory", "must", 4, lambda row: "yes" if row.get("mandatory") else "", sorts=False),
    Column("people", "women–men", 11, _heads, sorts=False),
    Column("covered", "of staff", BAR + 8, _covered, sorts=False),
)


def training_detail(row: Row, width: int) -> list[Line]:
    """Return the coverage by gender, and of leaders."""
    lines: list[Line] = [[(plain(str(row.get("title") or "")), "strong")]]
    if row.get("staff_on_board"):
        lines.append(_bar(say("all-staff"), coverage(row)))
    found: dict[str, Fraction] = row.get(COVERED) or {}
    lines += [_bar(gender, found[gender]) for gender in ("women", "men") if gender in found]
    there = row.get("leaders_on_board")
    if there:
        lines.append(_bar(say("leaders"), Fraction(row.get("leaders_trained") or 0, there)))
    if not found:
        lines += wrapped(say("no-count-of-year"), width, "dim", 2)
    return [*lines, *(wrapped(str(row["note"]), width, "dim", 2) if row.get("note") else ())]


def _bar(name: str, part: Fraction | None) -> Line:
    return [(f"{name:<10}", "dim"), *progress(part, BAR * 2), (f"  {share(part) or '–'} %", "")]


def why_training(_around: Around, row: Row) -> list[str]:
    """Return how the coverage comes about."""
    came = sum(row.get(gender) or 0 for gender in ("women", "men", "other", "undisclosed"))
    told = [
        say(
            "why-coverage",
            {"came": came, "staff": row.get("staff_on_board") or "–", "share": share(coverage(row)) or "–"},
        )
    ]
    return [
        *told,
        say("why-by-gender"),
        say("why-participation"),
        say("why-clause", {"clause": "RESP-1, RESP-10, OA-A2"}),
    ]


# Surveys


def surveys(around: Around) -> Computed:
    """Return the questions of surveys with the favourable part of the answers, by gender."""
    return Computed(
        around.of_offices(SURVEYS), lambda: Worked(_rows(around, "culture_survey", "held_on")), NO_SURVEY
    )


def _favourable(row: Row, gender: str) -> str:
    found = answers_of(row).share(gender)
    return share(found) or "–"


def _stays(row: Row) -> Part:
    return (say("stays-here"), "accent") if row.get("home") else ("", "")


SURVEYS = (
    Column("held_on", "Held on", 11, lambda row: day(row.get("held_on")), right=True),
    Column("question", "Question", 20, lambda row: str(row.get("question") or ""), grows=True),
    Column("answers", "answers", 8, lambda row: pair(answers_of(row).respondents), right=True, sorts=False),
    Column("women", "women %", 7, lambda row: _favourable(row, "women"), right=True, sorts=False),
    Column("men", "men %", 6, lambda row: _favourable(row, "men"), right=True, sorts=False),
    Column("home", "", 10, _stays, sorts=False),
)


def survey_detail(row: Row, width: int) -> list[Line]:
    """Return the favourable part by gender as bars, and whether the result stays in the office."""
    found = answers_of(row)
    lines: list[Line] = list(wrapped(str(row.get("question") or ""), width, "strong", 2))
    lines += [_bar(gender or say("everybody"), found.share(gender)) for gender in ("women", "men", "")]
    if row.get("invited"):
        facts = {"answered": found.respondents.total, "invited": row["invited"]}
        lines += wrapped(say("answered-of-invited", facts), width, "dim", 1)
    if row.get("home"):
        lines += wrapped(say("survey-stays", {"least": rules.THRESHOLD}), width, "accent", 2)
    return [*lines, *(wrapped(str(row["follow_up"]), width, "dim", 2) if row.get("follow_up") else ())]


def why_survey(_around: Around, row: Row) -> list[str]:
    """Return how the favourable part comes about, and when it leaves the office."""
    found = answers_of(row)
    facts = {
        "favourable": found.favourable.total,
        "answered": found.respondents.total,
        "share": share(found.share()) or "–",
    }
    told = [say("why-favourable", facts), say("survey-stays", {"least": rules.THRESHOLD})]
    return [*told, say("why-clause", {"clause": "OA-A0, OA-A4"})]
