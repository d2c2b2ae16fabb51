"""A text in review: its findings in context, the picture checklist, and what the office has of its own."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports
from gemtui.locale import choice, plain, say
from gemtui.reference import INFORMATION_ONLY, catalogue, image_checks
from gemtui.reports import PictureAnswer, Read, TextInReview
from gemtui.rules import Decided, Passage
from gemtui.rules.language.deciding import REASONS
from gemtui.rules.language.own_rules import words_of
from gemtui.store import Row
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.pane import Line, wrapped
from gemtui.tui.widgets.source import Few

FOUND = "_found"
"""Key under which a row carries its `Decided`."""
PICTURE = "_picture"
"""Key under which a row carries the id of a picture question; `IMAGES` asks whether there are any."""
IMAGES = "images"
ROLES = {"error": "alarm", "warning": "accent", "info": "dim"}
AROUND = 3
"""Lines of context in the pane."""
CLEAN = (
    "Nothing is found in this text.",
    "C closes the review; [ and ] go to the pictures and the office's own rules.",
)
NO_RULES = (
    "No rules of your own yet.",
    "n adds one: a word, what is better, and why. Names go into language.toml beside the settings",
    "(README, Gender-sensitive language); K on a finding can remember a wording that stays.",
)
OWN_TABLE, OWN_IS = "_table", "_own"
"""Keys under which a row says in which table of the office's file it stands, and what it is there."""


def findings(read: Read) -> Few:
    """Return the findings in reading order, each with its decision."""
    return Few(FINDINGS, [{FOUND: one} for one in read.review.decisions], CLEAN)


def _sign(row: Row) -> Part:
    answer = row[FOUND].answer
    if answer is None:
        return "·", "dim"
    return ("✓", "ok") if answer.follows else ("–", "dim")


def _place(row: Row) -> Part:
    return f"{row[FOUND].wording.line}:{row[FOUND].wording.column}", "dim"


def _wording(row: Row) -> Sequence[Part]:
    """Return the wording alone: a script that runs from right to left shares its cell with nothing."""
    return [(row[FOUND].wording.text, "strong" if row[FOUND].answer is None else "")]


FINDINGS = (
    Column("sign", "", 1, _sign, sorts=False),
    Column(
        "level", "Level", 8, lambda row: (choice(row[FOUND].wording.level), ROLES[row[FOUND].wording.level])
    ),
    Column("place", "Line", 8, _place, right=True, sorts=False),
    Column("rule", "Rule", 8, lambda row: (row[FOUND].wording.rule, "dim")),
    Column("wording", "Wording", 20, _wording, grows=True),
    Column("decision", "Decision", 18, lambda row: (decision(row[FOUND]), "dim")),
)


def decision(one: Decided) -> str:
    """Return in words what was decided on a finding."""
    if one.answer is None:
        return ""
    if one.answer.follows:
        return say("will-change")
    return say("stays-because", {"reason": reason_words(one.answer.reason)})


def reason_words(reason: str) -> str:
    """Return a reason as people read it: a known one in its words, own words as they are."""
    return choice(reason) if reason in REASONS else reason


def finding_detail(row: Row, width: int, read: Read) -> list[Line]:
    """Return a finding in its context, with what could stand instead, why, and by which rule."""
    one: Decided = row[FOUND]
    w = one.wording
    _, is_own = reports.rule_of(w.rule, read.own)
    lines: list[Line] = [*context(read.passages, one, width)]
    if w.suggestion:
        lines += wrapped(say("instead", {"suggestion": w.suggestion}), width, "accent", 2)
    whose = say("rule-own" if is_own else "rule-given", {"rule": w.rule})
    lines += wrapped(f"{w.why} ({whose})", width, "dim", 2)
    told = decision(one)
    return (
        [*lines, *wrapped(told, width, "ok" if one.answer and one.answer.follows else "", 1)]
        if told
        else lines
    )


def context(passages: Sequence[Passage], one: Decided, width: int) -> list[Line]:
    """Return the lines around a wording, cut where the pane ends; the wording stands out."""
    w = one.wording
    found = next(((p, at) for p in passages if (at := p.offset(w.line, w.column)) is not None), None)
    if found is None:
        return [[(plain(w.text), "strong")]]
    passage, start = found
    end = start + len(w.text)
    room = max(width * AROUND - len(w.text) - 2, 0) // 2
    first, last = max(start - room, 0), min(end + room, len(passage.text))
    first = passage.text.find(" ", first, start) + 1 if first else 0  # no word is cut, but where none ends
    last = max(passage.text.rfind(" ", end, last), end) if last < len(passage.text) else last
    before, after = passage.text[first:start], passage.text[end:last]
    pieces: list[Part] = [
        (plain(("… " if first else "") + before), ""), (plain(passage.text[start:end]), ROLES[w.level] + ""),
        (plain(after + (" …" if last < len(passage.text) else "")), ""),
    ]  # fmt: skip
    return _folded(pieces, width)[: AROUND + 1]


def _folded(pieces: Sequence[Part], width: int) -> list[Line]:
    """Return pieces of text in lines of so many cells, broken at blanks; no piece loses its role."""
    from rich.cells import cell_len

    lines: list[list[Part]] = [[]]
    left = width
    for text, role in pieces:
        for word in _words(text):
            begins = cell_len(word) > left and left < width
            if begins:
                lines.append([])
                left = width
            put = word.lstrip() if begins else word
            lines[-1].append((put, role))
            left -= cell_len(put)
    return [_joined(line) for line in lines]


def _words(text: str) -> list[str]:
    """Return a text's words, each with the blank before it; signs of a script without blanks one by one."""
    found: list[str] = []
    for sign in text:
        if sign == " " or not found or ord(sign) > 0x2E80:
            found.append(sign)
        else:
            found[-1] += sign
    return found


def _joined(line: Sequence[Part]) -> Line:
    joined: list[Part] = []
    for text, role in line:
        if joined and joined[-1][1] == role:
            joined[-1] = (joined[-1][0] + text, role)
        else:
            joined.append((text, role))
    return joined


def pictures(about: TextInReview) -> Few:
    """Return the picture checklist: first whether there are any, then question after question."""
    rows: list[Row] = [{PICTURE: IMAGES, "group": "", "answer": _has(about), "question": say("has-images")}]
    for check in image_checks().values() if about.has_images is not False else ():
        given = about.pictures.get(check.id)
        is_bare = given is not None and given.code in check.reason_needed_for and not given.reason
        rows.append({
            PICTURE: check.id, "group": check.group, "question": check.question, "bare": is_bare,
            "answer": picture_words(given) if given else "",
        })  # fmt: skip
    return Few(PICTURES, rows)


def _has(about: TextInReview) -> str:
    return {True: choice(True), False: choice(False), None: ""}[about.has_images]


def picture_words(given: PictureAnswer) -> str:
    """Return an answer with its reason."""
    answer = dict(catalogue("answers"))[given.code]
    return f"{answer}: {given.reason}" if given.reason else answer


PICTURES = (
    Column("item", "", 7, lambda row: ("" if row[PICTURE] == IMAGES else row[PICTURE], "dim"), sorts=False),
    Column("question", "Question", 30, lambda row: row["question"], grows=True, sorts=False),
    Column(
        "answer", "Answer", 24, lambda row: (row["answer"], "alarm" if row.get("bare") else "ok"), sorts=False
    ),
)


def picture_detail(row: Row, width: int) -> list[Line]:
    """Return a question in full, with its answer."""
    lines: list[Line] = [*wrapped(row["question"], width, "strong", 3)]
    if row["group"]:
        lines += wrapped(row["group"], width, "dim", 1)
    if row.get("bare"):
        lines += wrapped(say("picture-needs-reason"), width, "alarm", 1)
    return [*lines, *wrapped(row["answer"], width, "", 2)]


def own_rules(read: Read | None) -> Few:
    """Return what the office adds: rules, names that stay as they are, and wordings that it keeps."""
    rows: list[Row] = []
    for rule in read.own.rules if read else ():
        told = {
            "what": say("own-rule"),
            "name": rule.id,
            "text": words_of(rule.pattern, rule.lang),
            "lang": rule.lang,
        }
        instead = " / ".join(rule.suggest)
        rows.append(
            {
                **told,
                "note": instead,
                "why": rule.note,
                "level": rule.level,
                OWN_TABLE: "rule",
                OWN_IS: {"id": rule.id},
            }
        )
    for name in read.own.names if read else ():
        rows.append(
            {"what": say("own-name"), "name": "", "text": name, "note": "", OWN_TABLE: "names", OWN_IS: name}
        )
    for kept in read.own.kept if read else ():
        told = {
            "what": say("own-kept"),
            "name": kept.rule,
            "text": kept.text,
            "note": reason_words(kept.reason),
        }
        rows.append({**told, OWN_TABLE: "kept", OWN_IS: {"rule": kept.rule, "text": kept.text}})
    return Few(OWN, rows, NO_RULES)


def _own_level(row: Row) -> Part:
    level = row.get("level")
    return (choice(level), ROLES[level]) if level else ("", "")


OWN = (
    Column("what", "", 12, lambda row: (row["what"], "dim")),
    Column("name", "Rule", 10, lambda row: row["name"]),
    Column("lang", "", 2, lambda row: (row.get("lang", ""), "dim")),
    Column("level", "Level", 8, _own_level),
    Column("text", "Finds, or keeps", 24, lambda row: row["text"], grows=True),
    Column("note", "Instead, or why", 22, lambda row: (row["note"], "dim")),
)


def own_detail(row: Row, width: int) -> list[Line]:
    """Return an own rule in full: what it finds, what is better, and why."""
    lines = [
        *wrapped(f"{row['what']} {row['name']}", width, "strong", 1),
        *wrapped(row["text"], width, "", 3),
    ]
    instead = (
        say("instead", {"suggestion": row["note"]})
        if row[OWN_TABLE] == "rule" and row["note"]
        else row["note"]
    )
    return [*lines, *wrapped(instead, width, "accent", 2), *wrapped(row.get("why", ""), width, "dim", 3)]


def figures(read: Read) -> list[Part]:
    """Return how far it is, the figures per 1,000 words, and the verdict, for the top line."""
    review = read.review
    rate = "–" if review.per_thousand is None else f"{float(review.per_thousand):.2f}"
    facts = {
        "open": review.open, "words": review.words, "rate": rate, "lang": review.lang, "telling": review.telling,
    }  # fmt: skip
    if review.lang in INFORMATION_ONLY:
        return [(say("text-information-only", facts), "dim")]
    said = say("text-figures-short" if review.is_short else "text-figures", facts)
    role = {"clean": "ok", "minor": "accent", "revise": "alarm"}[review.verdict]
    return [(said, "dim"), (" ", ""), (choice(review.verdict), role)]
