"""One question after another, without a screen or a stream: what the plain twin of a form asks and understands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gemtui import rules, store
from gemtui.locale import choice, day
from gemtui.records import ANY_KIND, STATES, Question, Unreadable, is_state, read, split_state
from gemtui.reports.asking.draft import Draft, set_aside
from gemtui.reports.asking.opening import Wanted, open_sheet, save_sheet, theirs, values
from gemtui.reports.asking.options import BEFORE, Option, fitting
from gemtui.reports.asking.sheet import Before
from gemtui.reports.asking.titles import Titles
from gemtui.reports.findings import message
from gemtui.store import Saved, Stale, Store

CLEAR, LITERAL = "-", "\\"
"""Typed alone: empty the field; and what stands before a text that is such a sign."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer."""

    outcome: str
    """`kept`, `taken`, `cleared`, `several`, `unlisted`, `unreadable` or `nothing-before`."""
    words: str = ""
    """How it is understood, or what is wrong with it."""
    options: tuple[Option, ...] = ()
    """The choices that fit, where there are several."""


class Interview:
    """Asks a record's questions in the order of its form; each answer is kept as a draft before the next question."""

    def __init__(self, db: Store, titles: Titles, today: date, wanted: Wanted, lang: str = "en") -> None:
        self.db, self.titles, self.today, self.wanted, self.lang = db, titles, today, wanted, lang
        self.opened = open_sheet(db, titles, today, wanted)
        self.kind = self.opened.kind
        self.questions: tuple[Question, ...] = tuple(q for q in self.kind.questions if not q.state_of)
        self.answers: dict[str, str] = dict(self.opened.sheet.draft)
        self.last: Before = self.opened.sheet.last
        self.draft = Draft(db, wanted.kind, wanted.draft_id)
        self.draft.begins = self.opened.begins
        self._options = dict(self.opened.sheet.options)
        self._offered: dict[str, tuple[Option, ...]] = {}

    # What stands there

    def text(self, question: Question) -> str:
        """Return what stands in a field now, as it would be typed; its state where it is blank."""
        name = question.name
        if name in self.answers:
            return self.answers[name] or self.answers.get(f"{name}_state", "")
        return self.opened.sheet.text(name, saved=True)

    def words(self, question: Question) -> str:
        """Return what stands in a field now, as people read it."""
        text = self.text(question)
        if question.refers and question.type == "string" and text:
            kinds = list(self.db.kinds) if question.refers == ANY_KIND else question.refers
            office = self.opened.row["office"] if self.opened.row else self.db.identity.office
            return self.titles.of(office, kinds, text)
        if question.states and text in STATES:
            return choice(text, self.lang)
        try:
            value = read(question, text, self.today)
        except Unreadable:
            return text
        if question.type == "date" and value:
            return day(str(value), self.lang)
        return next((option.label for option in self.options(question) if option.code == text), text)

    def before(self, question: Question) -> str:
        """Return what the record of the period before says, in words; empty where there is none."""
        return self.last.words.get(question.name, "")

    def options(self, question: Question) -> tuple[Option, ...]:
        """Return what can be chosen in a field: of records, the first that there are."""
        if question.refers:
            return tuple(self.opened.sheet.lookup(question, ""))
        return self._options.get(question.name, ())

    def offer(self, question: Question, shown: Sequence[Option]) -> None:
        """Note which choices were shown with numbers, so that a number means one of them."""
        self._offered[question.name] = tuple(shown)

    def problem(self, question: Question) -> str:
        """Return in words why what stands in a field can't be read; empty where it can."""
        if question.states and self.answers.get(f"{question.name}_state"):
            return ""
        return self.opened.sheet.judge(question, self.text(question)).problem if self.text(question) else ""

    # Answering

    def answer(self, question: Question, typed: str) -> Answered:
        """Take an answer as it was typed, and keep it as a draft; nothing typed leaves the field as it is."""
        text = typed.strip()
        if not text:
            return Answered("kept")
        if text == BEFORE:
            return self._confirm(question)
        if text == CLEAR:
            self._put(question, "")
            return Answered("cleared")
        chosen = self._chosen(question, text[1:] if len(text) > 1 and text[0] == LITERAL else text)
        return chosen if isinstance(chosen, Answered) else self._taken(question, chosen)

    def _taken(self, question: Question, text: str) -> Answered:
        self._put(question, text)
        if problem := self.problem(question):
            return Answered("unreadable", problem)
        is_unlisted = self._is_unlisted(question, text)
        return Answered("unlisted" if is_unlisted else "taken", self.words(question))

    def _confirm(self, question: Question) -> Answered:
        typed = self.last.typed.get(question.name)
        if typed is None:
            return Answered("nothing-before")
        self._put(question, typed)
        return Answered("taken", self.words(question))

    def _chosen(self, question: Question, text: str) -> str | Answered:
        """Return the text with choices as their codes, or the several choices that one part of it fits."""
        if not self.options(question) or is_state(question, text.casefold()):
            return text
        if question.type != "array":
            return self._one(question, text)
        codes = []
        for part in filter(None, (part.strip() for part in text.split(","))):
            code = self._one(question, part)
            if isinstance(code, Answered):
                return code
            codes.append(code)
        return ", ".join(dict.fromkeys(codes))

    def _one(self, question: Question, text: str) -> str | Answered:
        every, typed = self.options(question), text.casefold()
        exact = [
            o.code for o in every if typed in (o.code.casefold(), o.words.casefold(), o.label.casefold())
        ]
        if exact:
            return exact[0]
        shown = self._offered.get(question.name, ())
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(shown):
            return shown[int(text) - 1].code
        found = self.opened.sheet.lookup(question, text) if question.refers else fitting(every, typed)
        if len(found) > 1:
            return Answered("several", text, tuple(found))
        return found[0].code if found else text

    def _is_unlisted(self, question: Question, text: str) -> bool:
        """Return whether a catalogue lacks what was typed; it is kept, and `check` warns of it."""
        if not question.catalogue:
            return False
        codes = {option.code for option in self.options(question)}
        parts = [part.strip() for part in text.split(",")] if question.type == "array" else [text]
        return bool(codes) and not set(parts) <= codes and text not in STATES

    def _put(self, question: Question, text: str) -> None:
        self.answers.update(split_state(question, text))
        if question.name in self.opened.sheet.renewing:
            self._renew()
        self.draft.note(self.changed(), self.opened.seen)
        self.draft.keep()

    def _renew(self) -> None:
        stands = {**self.opened.sheet.answers, **self.answers}
        found = self.opened.sheet.renew(stands)
        self.last = found.last
        self._options.update(found.options)

    # Saving

    def changed(self) -> dict[str, str]:
        """Return the answers that differ from the record."""
        return self.opened.sheet.changed(self.answers)

    def unread(self) -> dict[str, str]:
        """Return by field the words for what can't be read."""
        return {q.name: words for q in self.questions if (words := self.problem(q))}

    def save(self, only: Question | None = None) -> Saved:
        """Save what can be read, or one field alone, and keep the rest as typed; raises Refused, Stale, StoreProblem."""
        answers, unread = self.changed(), self.unread()
        own = {only.name, f"{only.name}_state"} if only else set(answers)
        left = {name: text for name, text in answers.items() if name in unread or name not in own}
        found, _ = values(self.kind, {n: text for n, text in answers.items() if n not in left}, self.today)
        return save_sheet(self.db, self.opened, found, self.draft, left)

    def give_way(self, problem: Stale) -> dict[str, str]:
        """Return by label what somebody else wrote meanwhile; saving once more writes over it."""
        row = self.opened.row
        if row is not None:
            self.opened = replace(self.opened, seen=store.seen(self.db, row["office"], row["id"]))
        labels = {q.name: q.label for q in self.kind.questions}
        return {labels[name]: words for name, words in theirs(self.opened, problem).items()}

    def remarks(self, saved: Saved) -> list[str]:
        """Return in words what is odd or still open in the record that was saved, taken by itself."""
        found = rules.single(saved.kind, saved.row, self.today)
        return [message(one, self.lang) for one in found]

    def begin_anew(self) -> None:
        """Leave the draft aside: a new record's under a name of its own, a record's until something else is typed."""
        kept = self.opened.resumed
        if kept is not None and not self.wanted.id:
            set_aside(self.db, kept)
            self.draft = Draft(self.db, self.wanted.kind, replace(self.wanted, draft="").draft_id)
            self.draft.begins = self.opened.begins
            self.opened = replace(self.opened, link=self.wanted.link)
        self.answers = dict(self.opened.begins)
