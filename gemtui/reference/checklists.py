"""Checklists: the gender assessment's questions, and those for pictures and pictograms."""

from __future__ import annotations

from typing import NamedTuple

from gemtui.reference.files import load, reader


class AssessmentQuestion(NamedTuple):
    """A question of the gender assessment."""

    field: str
    """The field of `programme_assessment` that holds the answer."""
    text: str
    evidence: bool
    """Does a yes support a gender marker of 2 or 3?"""
    help: str = ""
    """When to say yes, when partly."""
    marker_2: str = ""
    """The least answer that a marker of 2 takes: `partly` or `yes`; empty where any will do."""
    marker_3: str = ""

    def needed(self, marker: int) -> str:
        """Return the least answer that a marker takes; empty where any will do."""
        return {2: self.marker_2, 3: self.marker_3}.get(marker, "")


class ImageCheck(NamedTuple):
    """A question about pictures, pictograms, sound and film."""

    id: str
    group: str
    question: str
    answers: tuple[str, ...]
    reason_needed_for: tuple[str, ...]


@reader
def assessment_questions() -> tuple[AssessmentQuestion, ...]:
    """Return the gender assessment's questions in order."""
    return tuple(AssessmentQuestion(**given) for given in load("assessment")["question"])


@reader
def markers() -> dict[int, str]:
    """Return the gender markers with their labels."""
    return {given["code"]: given["label"] for given in load("assessment")["marker"]}


@reader
def image_checks() -> dict[str, ImageCheck]:
    """Return the picture checklist by id; answers are the codes of the catalogue `answers`."""
    return {given["id"]: _image_check(given) for given in load("language-rules")["image_check"]}


def checklists() -> dict[str, tuple[str, ...]]:
    """Return the questions of each checklist by its name: `assessment`, `images`."""
    return {
        "assessment": tuple(question.text for question in assessment_questions()),
        "images": tuple(check.question for check in image_checks().values()),
    }


def _image_check(given: dict[str, object]) -> ImageCheck:
    return ImageCheck(
        id=str(given["id"]),
        group=str(given["group"]),
        question=str(given["question"]),
        answers=_codes(given["answers"]),
        reason_needed_for=_codes(given["reason_needed_for"]),
    )


def _codes(words: object) -> tuple[str, ...]:
    return tuple(str(word).replace(" ", "_") for word in words) if isinstance(words, list) else ()
