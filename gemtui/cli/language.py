"""`language`: how texts speak of women and men, in the lines that linters print; and what was made of each finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from gemtui import exchange, reports
from gemtui.cli.call import FINE, FOUND, WRONG, Call
from gemtui.cli.command import command
from gemtui.cli.world import CallProblem
from gemtui.exchange import ExchangeProblem
from gemtui.locale import plain
from gemtui.reference import KeptWording, OwnLanguage, image_checks, rule_languages
from gemtui.reports import PictureAnswer, TextInReview, TextReview
from gemtui.rules import Decided

STDIN = "-"
Reviewed = tuple[str, TextInReview, TextReview]
PAIR: dict[str, Any] = {"nargs": 2, "multiple": True, "metavar": "RULE TEXT"}


@command(
    "language",
    "gemtui language notice.docx",
    "gemtui language report.md --lang fr --review 'Annual report'",
    "gemtui language report.md --keep en-041 Ombudsman --because 'official name'",
    "gemtui language leaflet.docx --review Leaflet --reject en-027 chairman --because quotation --accept-rest --close",
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option(
    "--lang", "lang", metavar="CODE", default="", help="Language of the texts; else it is found out."
)
@click.option("--keep", "kept", **PAIR, help="A wording that stays, here and from now on; not found again.")
@click.option("--accept", "accepted", **PAIR, help="A wording that will be changed.")
@click.option("--accept-rest", is_flag=True, help="Every finding without a decision will be changed.")
@click.option("--reject", "rejected", **PAIR, help="A wording that stays in this text.")
@click.option(
    "--because", "reason", default="", metavar="REASON",
    help="Why it stays: quotation, official_name, own_choice, not_about_people, or own words, which still count.",
)  # fmt: skip
@click.option("--review", "title", metavar="TITLE", default="", help="Save the counts as a document review.")
@click.option("--picture", "pictures", nargs=2, multiple=True, metavar="ITEM ANSWER",
              help="Answer to the picture checklist: img-01 yes, img-02 'not_applicable:no people shown'.")  # fmt: skip
@click.option("--no-pictures", is_flag=True, help="There are no pictures in it.")
@click.option("--confidential", is_flag=True, help="The review says that nothing of the text may be kept.")
@click.option("--close", is_flag=True, help="Close the review; refused while findings have no decision.")
def language(call: Call, files: tuple[str, ...], lang: str, title: str, **more: Any) -> int:
    """Check text, Markdown or docx for gender-sensitive language; exit 1 where something should be changed.

    Nothing is rewritten. Quotations, official names, titles and code are left alone. Rules of your own go
    into language.toml beside the settings.
    """
    if lang and lang not in rule_languages():
        raise CallProblem("no-language-rules", lang=lang, languages=", ".join(rule_languages()))
    if (more["kept"] or more["rejected"]) and not more["reason"]:
        raise CallProblem("keep-because")
    own_file = call.world.dirs.language
    if more["kept"]:
        kept = [KeptWording(rule, text, more["reason"]) for rule, text in more["kept"]]
        exchange.keep_wordings(own_file, kept)
    about = TextInReview(lang=lang, confidential=more["confidential"], **_pictures(more))
    reviews, missed = _reviewed(call, files, about, exchange.read_own_language(own_file), more)
    if title:
        _save(call, title, reviews, closed=more["close"])
    told = [{"file": name} | dict(w._asdict()) for name, _, review in reviews for w in review.found]
    call.answer(told, _lines(call, reviews))
    if missed:
        return WRONG
    return FOUND if any(review.verdict != "clean" for _, _, review in reviews) else FINE


def _pictures(more: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, PictureAnswer] = {}
    for item, text in more["pictures"]:
        code, _, reason = text.partition(":")
        if item not in image_checks() or code not in image_checks()[item].answers:
            answers = sorted({a for check in image_checks().values() for a in check.answers})
            facts = {"items": ", ".join(image_checks()), "answers": ", ".join(answers)}
            raise CallProblem("no-picture-answer", item=item, answer=code, **facts)
        found[item] = PictureAnswer(code, reason.strip())
    has_images = False if more["no_pictures"] else True if found else None
    return {"pictures": found, "has_images": has_images}


def _reviewed(
    call: Call, files: tuple[str, ...], about: TextInReview, own: OwnLanguage, more: dict[str, Any]
) -> tuple[list[Reviewed], int]:
    """Return each file with its review, and how many could not be read: the others are checked all the same."""
    found, missed = list[Reviewed](), 0
    for name in files:
        try:
            passages = (
                exchange.passages_of(call.world.stdin.buffer.read())
                if name == STDIN
                else exchange.read_prose(Path(name))
            )
        except ExchangeProblem as problem:
            call.tell(f"{call.say(problem.code, **problem.facts)} [{problem.code}]")
            missed += 1
            continue
        here = replace(about, path="" if name == STDIN else name)
        here = _decided(here, reports.text_review(passages, about.lang, own).decisions, more)
        found.append((name, here, reports.text_review(passages, about.lang, own, here.decisions)))
    return found, missed


def _decided(about: TextInReview, found: Any, more: dict[str, Any]) -> TextInReview:
    """Return a text with the decisions that the call names, each on all findings of that rule and wording."""
    for follows, pairs, reason in ((True, more["accepted"], ""), (False, more["rejected"], more["reason"])):
        for rule, text in pairs:
            each = [d for d in found if _is(d, rule, text)]
            about = about.decided(each, follows, reason)
    if more["accept_rest"]:
        known = {(d.rule, d.text, d.nth) for d in about.decisions}
        rest = [d for d in found if (d.wording.rule, d.wording.text, d.nth) not in known]
        about = about.decided(rest, follows=True)
    return about


def _is(one: Decided, rule: str, text: str) -> bool:
    return one.wording.rule == rule and one.wording.text.casefold() == text.casefold()


def _save(call: Call, title: str, reviews: list[Reviewed], *, closed: bool) -> None:
    db = call.open(saves=True)
    for name, about, review in reviews:
        named = title if len(reviews) == 1 else f"{title} ({Path(name).name})"
        saved = reports.save_review(db, replace(about, title=named), review, call.world.today, closed=closed)
        call.tell(call.say("review-saved", title=named, id=saved.id))


def _lines(call: Call, reviews: list[Reviewed]) -> Iterator[str]:
    for name, _, review in reviews:
        for w in review.found:
            place = f"{plain(name)}:{w.line}:{w.column}"
            yield f"{place}: {w.level} {w.rule}: {plain(w.text)} → {plain(w.suggestion)} ({plain(w.why)})"
        counts = {level: review.count(level) for level in ("error", "warning", "info")}
        yield call.say(
            "text-reviewed", file=name, words=review.words, verdict=review.verdict, lang=review.lang,
            errors=counts["error"], warnings=counts["warning"], hints=counts["info"],
        )  # fmt: skip
