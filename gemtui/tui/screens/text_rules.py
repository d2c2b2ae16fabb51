"""Rules of the office's own, made and dropped by keys; the file is the one that `gemtui where` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui import exchange
from gemtui.exchange import OwnRule
from gemtui.locale import choice, say
from gemtui.reference import INFORMATION_ONLY, LEVELS_OF, catalogue, rule_languages
from gemtui.rules.language.own_rules import pattern_of
from gemtui.store import Row
from gemtui.tui.lists.text_review import OWN_IS, OWN_TABLE
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.finder import Finder

if TYPE_CHECKING:
    from gemtui.tui.screens.text_in_hand import TextInHand


def add_rule(screen: TextInHand, lang: str) -> None:
    """Ask for the words, what is better, why, the language (that of the text first), and the level; then write the rule."""

    def words(text: str | None) -> None:
        if text is not None and not pattern_of(text, lang):
            screen.app.tell(say("rule-needs-words"), "alarm")
        elif text is not None:
            ask("rule-instead", lambda instead: ask("rule-why", lambda why: language(text, instead, why)))

    def ask(what: str, then: object) -> None:
        line = AskLine(say(what), say(f"{what}-how"))
        screen.app.push_screen(line, lambda text: then(text) if text is not None else None)  # type: ignore[operator]

    def language(text: str, instead: str, why: str) -> None:
        names, first = dict(catalogue("languages")), [lang] if lang in rule_languages() else []
        codes = [*first, *(code for code in rule_languages() if code not in first)]
        rows: list[Row] = [
            {"name": names.get(code, code), "note": code, "key": "", "code": code} for code in codes
        ]
        suggest = tuple(part for each in instead.split("/") if (part := each.strip()))
        screen.app.push_screen(
            Finder(
                say("rule-language"), lambda typed: [r for r in rows if typed.lower() in r["name"].lower()]
            ),
            lambda row: level(OwnRule(text, suggest, why, row["code"])) if row else None,
        )

    def level(rule: OwnRule) -> None:
        if rule.lang in INFORMATION_ONLY:
            _write(screen, rule)
            return
        rows: list[Row] = [
            {"name": choice(LEVELS_OF[code]), "note": say(f"rule-is-{code}"), "key": "", "code": code}
            for code in ("warn", "error", "info")
        ]
        screen.app.push_screen(
            Finder(say("rule-level"), lambda typed: [r for r in rows if typed.lower() in r["name"].lower()]),
            lambda row: _write(screen, rule._replace(severity=row["code"])) if row else None,
        )

    screen.app.push_screen(AskLine(say("rule-words"), say("rule-words-how")), words)


def _write(screen: TextInHand, rule: OwnRule) -> None:
    file = screen.desk.language_file
    if file is not None:
        screen.ask(
            "own rules",
            lambda: exchange.add_own_rule(file, rule),
            lambda made: screen.rewrote(made[1], say("rule-added", {"words": rule.words, "path": str(file)})),
        )


def drop(screen: TextInHand, row: Row) -> None:
    """Drop a rule, a name or a kept wording of the office's own."""
    file, wanted = screen.desk.language_file, row[OWN_IS]

    def is_it(entry: object) -> bool:
        if isinstance(entry, dict) and isinstance(wanted, dict):
            return all(entry.get(name) == value for name, value in wanted.items())
        return bool(entry == wanted)

    if file is not None:
        screen.ask(
            "own rules",
            lambda: exchange.drop_own(file, row[OWN_TABLE], is_it),
            lambda change: screen.rewrote(
                change, say("own-dropped", {"what": row["what"], "text": row["text"]})
            ),
        )
