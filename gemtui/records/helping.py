"""Help on one question in the words of its declaration: what F1 shows in a form, and `?` between plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from gemtui.locale import choice
from gemtui.records.ask import Question


def help_on(question: Question) -> Iterator[tuple[str, str]]:
    """Yield a heading (empty for the meaning itself) and the words below it."""
    yield "", question.help
    if question.required:
        yield "Rule", "It can't be left empty."
    bounds = [
        f"at least {question.minimum}" if question.minimum is not None else "",
        f"at most {question.maximum}" if question.maximum is not None else "",
    ]
    if any(bounds):
        yield "Rule", " and ".join(filter(None, bounds)).capitalize() + "."
    if question.choices:
        yield "Choices", ", ".join(choice(c) for c in question.choices)
    if question.type == "date":
        yield "How", "2026-11-23, 23.11.2026, 23.11, +3m, today, end of year"
    if question.type == "array":
        yield "How", "Several, with commas between them."
    if question.states:
        yield (
            "Blank",
            "n/a: it does not apply; unknown: nobody knows; pending: not yet. Empty and 0 are something else.",
        )
    if question.personal:
        yield (
            "Stays here",
            "This is about a person: the log holds only a commitment to it."
            if question.personal == "stays"
            else "This is about a person; it travels only if the office chooses so.",
        )
    if question.clauses:
        yield "Clause", ", ".join(question.clauses) + clause_titles(question.clauses)
    if question.good:
        yield "Good", question.good
    if question.weak:
        yield "Weak", question.weak


def clause_titles(clauses: tuple[str, ...]) -> str:
    """Return the titles of clauses in brackets, as far as the catalogue knows them."""
    from gemtui.reference import clauses as known  # only a help text asks for the catalogue

    titles = [known()[c].title for c in clauses if c in known()]
    return f" ({'; '.join(titles)})" if titles else ""
