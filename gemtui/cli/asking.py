"""The three questions of a first run, as plain lines."""

from __future__ import annotations

from collections.abc import Callable

from gemtui import exchange
from gemtui.cli.call import Call
from gemtui.cli.secret import new_passphrase
from gemtui.cli.settings import keep_setting
from gemtui.cli.world import CallProblem
from gemtui.locale import languages
from gemtui.store import OFFICE, UNION, Identity, Store


def first_run(call: Call) -> Store:
    """Ask for office, language and name, make the store and return it, open; raises CallProblem no-answer."""
    call.prose(call.say("first-run", path=str(call.path)))
    office = _asked(call, "ask-office", lambda text: OFFICE.match(text.upper()) is not None).upper()
    lang = _asked(call, "ask-language", lambda text: text in languages(), call.language)
    is_union = office == UNION
    author = _asked(call, "ask-name", bool, "headquarters" if is_union else "focal point")
    identity = Identity(office, "hq" if is_union else "field", author)
    db, key = exchange.found(call.place, identity, call.world.around(), new_passphrase(call))
    if lang != call.world.lang:
        keep_setting(call.world.dirs.settings, "lang", lang)
    call.lang = lang
    call.prose(call.say("store-made", store=str(db.path), fingerprint=key.fingerprint))
    return db


def yes(call: Call, code: str) -> bool:
    """Return whether the person agrees; an empty answer does. Raises CallProblem no-answer at the end of input."""
    call.world.stderr.write(call.say(code) + " ")
    call.world.stderr.flush()
    line = call.world.stdin.readline()
    if not line:
        raise CallProblem("no-answer", path=str(call.path))
    return not line.strip().lower().startswith("n")


def _asked(call: Call, code: str, fits: Callable[[str], bool], default: str = "") -> str:
    """Return the first answer that fits; an empty one takes the default."""
    while True:
        call.world.stdout.write(call.say(code, default=default, languages=", ".join(languages())) + " ")
        call.world.stdout.flush()
        line = call.world.stdin.readline()
        if not line:
            raise CallProblem("no-answer", path=str(call.path))
        answer = line.strip() or default
        if fits(answer):
            return answer
        call.prose(call.say(f"{code}-again", languages=", ".join(languages())))
