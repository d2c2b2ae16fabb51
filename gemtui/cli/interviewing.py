"""Questions as plain lines: no cursor moves, nothing is drawn anew, so that any terminal and any reader can follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gemtui.cli.call import Call
from gemtui.locale import moment, plain
from gemtui.records import Question, help_on

if TYPE_CHECKING:
    from gemtui.reports import Interview
    from gemtui.reports.asking.options import Option
    from gemtui.store import Saved

HELP, BACK, SAVE, WHOLE = "?", "<", ">>", "."
"""Typed alone: help on the question, the question before, save now, and (in `walk`) the whole record."""
LISTED = 12
"""Choices up to which all are listed at once; of more, `*` lists them, or a few letters find them."""
EVERY = "*"
MORE = "\\"
"""At the end of a line of a long text: another line follows."""


class Ended(Exception):
    """No more lines come: the terminal was closed, or the text that was piped in is over."""


class NoReason(Exception):
    """Headquarters has accepted what would be changed, and nobody said why; the draft is kept."""


def asked(call: Call, prompt: str) -> str:
    """Return the line that was typed after a prompt; raises Ended at the end of all lines."""
    world = call.world
    world.stdout.write(f"{plain(prompt)} ")
    world.stdout.flush()
    line = world.stdin.readline()
    if not world.stdin.isatty() or not line:
        world.stdout.write("\n")  # what was piped in is not echoed
    if not line:
        raise Ended
    return line.rstrip("\r\n")


def ask(call: Call, interview: Interview, question: Question, place: str = "") -> str:
    """Ask one question until it has an answer or is left as it is; returns BACK, SAVE or WHOLE where one was typed."""
    for line in _question(call, interview, question, place):
        call.prose(plain(line))
    while True:
        typed = _long(call, question, asked(call, f"{question.label}:"))
        sign = typed.strip()
        if sign in (BACK, SAVE, WHOLE):
            return sign
        if sign == HELP:
            tell_help(call, question)
        elif sign == EVERY and interview.options(question):
            offer(call, interview, question, interview.options(question))
        elif _is_settled(call, interview, question, typed):
            return ""


def _is_settled(call: Call, interview: Interview, question: Question, typed: str) -> bool:
    found = interview.answer(question, typed)
    if found.outcome == "several":
        offer(call, interview, question, found.options)
        return False
    if found.outcome != "kept":
        call.prose(plain(call.say(f"answer-{found.outcome}", words=found.words)))
    return found.outcome not in ("unreadable", "unlisted", "nothing-before")


def _long(call: Call, question: Question, typed: str) -> str:
    lines = [typed]
    while question.long and lines[-1].endswith(MORE) and lines[-1] != MORE:
        lines[-1] = lines[-1].removesuffix(MORE)
        lines.append(asked(call, "…"))
    return "\n".join(lines)


def _question(call: Call, interview: Interview, question: Question, place: str) -> Iterator[str]:
    must = call.say("must-be-filled") if question.required else ""
    yield f"{place}{question.label}. {must}".strip()
    if question.help:
        yield f"  {question.help}"
    now, before = interview.words(question), interview.before(question)
    if now:
        yield f"  {call.say('answer-now', words=' '.join(now.split()))}"
    if problem := interview.problem(question):
        yield f"  {problem}"
    if before and before != now:
        yield f"  {call.say('answer-before', at=interview.last.at, words=' '.join(before.split()))}"
    choices = interview.options(question)
    if len(choices) > LISTED:
        yield f"  {call.say('many-choices', count=len(choices))}"
    else:
        interview.offer(question, choices)
        yield from _numbered(choices)


def offer(call: Call, interview: Interview, question: Question, choices: Sequence[Option]) -> None:
    """List choices with numbers, which then mean them."""
    interview.offer(question, choices)
    call.prose(call.say("choose-one", count=len(choices)))
    for line in _numbered(choices):
        call.prose(plain(line))


def _numbered(choices: Sequence[Option]) -> Iterator[str]:
    for number, option in enumerate(choices, 1):
        note = f" ({option.note})" if option.note else ""
        yield f"  {number} {option.label}{note}"


def tell_help(call: Call, question: Question) -> None:
    """Print what F1 shows in the terminal program, and the signs that are no answers."""
    for heading, words in help_on(question):
        if words:
            call.prose(plain(f"  {heading}: {words}" if heading else f"  {words}"))
    call.prose(call.say("interview-signs"))


def go_through(call: Call, interview: Interview) -> Saved | None:
    """Ask every question of a record and save it; returns None where the person stopped, and a draft is kept."""
    resume(call, interview)
    at = next((n for n, q in enumerate(interview.questions) if q.name == interview.wanted.at), 0)
    while True:
        _ask_from(call, interview, at)
        try:
            refused = try_to_save(call, interview)
        except NoReason:
            refused = next(iter(interview.changed()), "").removesuffix("_state")
        if not isinstance(refused, str):
            return refused
        names = [q.name for q in interview.questions]
        at = names.index(refused) if refused in names else 0


def _ask_from(call: Call, interview: Interview, at: int) -> None:
    """Ask from one question on to the last, or until a save is asked for."""
    count = len(interview.questions)
    while at < count:
        sign = ask(call, interview, interview.questions[at], f"{at + 1}/{count} ")
        if sign == SAVE:
            return
        at = max(at - 1, 0) if sign == BACK else at + 1
        if at == count and asked(call, call.say("last-question")).strip() == BACK:
            at = count - 1


def try_to_save(call: Call, interview: Interview, only: Question | None = None) -> Saved | str:
    """Save, and say what was saved; or say what is wrong, and return the field to go to (empty: none in particular).

    Raises NoReason where what headquarters accepted would be changed and no reason is typed; Ended where none can be.
    """
    from gemtui.store import Refused, Stale  # help and completion need no store

    try:
        saved = _save_with_reason(call, interview, only)
    except Refused as problem:
        labels = {q.name: q.label for q in interview.kind.questions}
        for each in problem.problems:
            label = f"{labels[each.field]}: " if each.field in labels else ""
            call.prose(plain(f"  {label}{call.say(each.code, **each.facts)}"))
        call.prose(call.say("not-saved-yet"))
        return problem.problems[0].field.removesuffix("_state")
    except Stale as problem:
        for label, words in interview.give_way(problem).items():
            call.prose(plain(f"  {label}: {call.say('changed-meanwhile', value=words)}"))
        return next(iter(problem.fields), "")
    if saved.changed:
        call.prose(call.say("record-entered", name=interview.kind.about.label, id=saved.id))
    else:
        call.prose(call.say("nothing-different-line", name=interview.kind.about.label))
    for words in interview.unread().values():
        call.prose(plain(f"  {words} {call.say('kept-as-typed')}"))
    for words in interview.remarks(saved):
        call.prose(plain(f"  {words}"))
    return saved


def _save_with_reason(call: Call, interview: Interview, only: Question | None) -> Saved:
    """Save, and where the store needs a reason, ask for it and save with it."""
    from gemtui.reports import readable  # as above
    from gemtui.store import StoreProblem, because

    try:
        return interview.save(only)
    except StoreProblem as problem:
        if problem.code not in ("why-needed", "why-needed-new"):
            raise
        call.prose(plain(call.say(f"asks-{problem.code}", **readable(problem.facts, call.language))))
    call.prose(call.say("why-help"))
    call.prose(call.say("why-goes-back"))
    try:
        why = asked(call, call.say("why-prompt")).strip()
    except Ended:
        call.prose(call.say("no-reason-given"))
        raise
    if not why:
        call.prose(call.say("no-reason-given"))
        raise NoReason
    with because(interview.db, why):
        return interview.save(only)


def resume(call: Call, interview: Interview) -> None:
    """Offer the draft that was left, if there is one."""
    from gemtui.reports import name_of  # as above

    kept, anew = interview.opened.resumed, interview.opened.reworded
    if anew:
        call.prose(call.say("answers-reworded", count=anew))
    if kept is None:
        return
    named = name_of(interview.db, interview.titles, kept)
    at = moment(kept.at, call.world.today, call.language)
    if asked(call, call.say("restore-draft", at=at, name=named)).strip().casefold()[:1] == "n":
        interview.begin_anew()
