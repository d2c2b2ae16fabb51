"""A gender marker in words: what the answers bear out, why, and what the next marker takes."""

from __future__ import annotations

from gemtui.locale import choice, say
from gemtui.reference import markers
from gemtui.rules import Row
from gemtui.rules.markers import SAID, Need, highest_marker, proposed_marker
from gemtui.tui.widgets.cells import Part


def named(marker: int | None) -> str:
    """Return a marker with its word, as in `2 significant`."""
    return f"{marker} {markers().get(marker, '')}".strip() if marker is not None else ""


def marker_part(row: Row) -> Part:
    """Return the stated marker; in the alarm's colour where the answers can't bear it."""
    marker = row.get("marker")
    if marker is None:
        return "·", "dim"
    return named(marker), "alarm" if marker > highest_marker(row)[0] else ""


def marker_in_words(row: Row) -> str:
    """Return the marker that an assessment's answers bear out and what the next one takes; what is stated, where it differs."""
    found, stated = proposed_marker(row), row.get("marker")
    if found.marker is None:
        return say("marker-not-yet") if stated is None else say("marker-unborne", {"stated": named(stated)})
    told = [
        say("marker-borne", {"marker": named(found.marker), "answered": found.answered, "asked": found.asked})
    ]
    if found.marker == 0:
        told.append(say("marker-for-1"))
    elif found.missing:
        needs = "; ".join(map(need_in_words, found.missing))
        told.append(say("marker-for-next", {"next": named(found.marker + 1), "needs": needs}))
    if stated is not None and stated != found.marker:
        code = "marker-stated-above" if stated > found.marker else "marker-stated-below"
        told.append(say(code, {"stated": named(stated)}))
    return " ".join(told)


def need_in_words(need: Need) -> str:
    """Return an answer that is missing, with what was said."""
    said = choice(need.said) if need.said else say("not-answered")
    return say(f"marker-needs-{need.wanted}", {"question": need.text.rstrip("?"), "said": said})


def reason(row: Row) -> str:
    """Return the reason for a marker that its answers give, as a sentence to go on writing."""
    from gemtui.reference import assessment_questions

    by_answer: dict[str, list[str]] = {answer: [] for answer in ("yes", "partly", "no")}
    for question in assessment_questions():
        said = row.get(question.field) or ""
        if said in SAID:
            by_answer[said].append(say(f"about-{question.field}"))
    parts = [
        say(f"reason-{answer}", {"what": ", ".join(about)}) for answer, about in by_answer.items() if about
    ]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}"
