"""Gender-sensitive language: each rule's own examples, the scenario's samples, what is spared, precision and recall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemtui.reference import (
    KeptWording,
    LanguageRule,
    OwnLanguage,
    language_names,
    language_rules,
    rule_languages,
)
from gemtui.reports import text_review
from gemtui.rules import Wording, document, language_of, wordings

SAMPLE = Path(__file__).parent / "data" / "language_sample.tsv"
"""Language, the wordings that a reader would have changed (none: `-`, a hard negative), the sentence."""

ENGLISH = (
    "Dear Sirs, The chairman of the working party invites every expert to submit his contribution by Friday. "
    "We lack manpower at the stand, so please man the desk in turns. Three hostesses will help delegates and their "
    "wives. The number of women engineers in the region is rising."
)
FRENCH = (
    "Messieurs, les délégués et leurs épouses sont invités. Madame le directeur ouvrira la séance. Mademoiselle "
    "Exemple distribuera les badges. Le personnel d'accueil vous aidera."
)
SPANISH = (
    "Estimados señores: los delegados y sus esposas están invitados. La señorita Ejemplo ayuda a los usuarios. "
    "La presidencia abre la sesión."
)
SCENARIO = {
    "en": (ENGLISH, 48, {
        ("Dear Sirs", "en-067", "error"), ("chairman", "en-027", "error"),
        ("every expert to submit his", "en-020", "error"), ("manpower", "en-003", "warning"),
        ("man the desk", "en-007", "warning"), ("hostesses", "en-046", "warning"),
        ("delegates and their wives", "en-060", "error"),
    }),
    "fr": (FRENCH, 24, {
        ("Messieurs", "fr-042", "error"), ("les délégués", "fr-007", "warning"),
        ("les délégués et leurs épouses", "fr-047", "error"), ("Madame le directeur", "fr-026", "error"),
        ("le directeur", "fr-029", "info"), ("Mademoiselle", "fr-037", "error"),
    }),
    "es": (SPANISH, 21, {
        ("Estimados señores", "es-042", "warning"), ("los delegados", "es-006", "warning"),
        ("los delegados y sus esposas", "es-046", "error"), ("señorita", "es-038", "error"),
        ("los usuarios", "es-011", "warning"),
    }),
}  # fmt: skip
"""scenarios.md, *Language samples*."""


def found(text: str, lang: str = "en", *, markdown: bool = False) -> list[Wording]:
    return list(text_review(document(text, markdown=markdown), lang).found)


@pytest.mark.parametrize("rule", language_rules(), ids=lambda rule: rule.id)
def test_a_rule_finds_its_own_example_and_leaves_the_better_wording_alone(rule: LanguageRule) -> None:
    assert wordings(document(rule.positive), [rule]), rule.positive
    assert not wordings(document(rule.negative), [rule]), rule.negative


@pytest.mark.parametrize("lang", SCENARIO)
def test_the_scenarios_samples_give_their_findings_words_and_verdict(lang: str) -> None:
    text, words, expected = SCENARIO[lang]
    review = text_review(document(text))
    assert (review.lang, review.words, review.verdict) == (lang, words, "revise")
    assert {(w.text, w.rule, w.level) for w in review.found} == expected
    assert len(review.found) == len(expected)


def test_a_clean_text_and_a_quoted_one_are_clean() -> None:
    clean = "Distinguished delegates, the chair invites all experts to submit their contributions."
    for text in (clean, f"“{ENGLISH}”", f'"{ENGLISH}"', f"« {FRENCH} »"):
        review = text_review(document(text))
        assert (list(review.found), review.verdict) == ([], "clean")


def test_languages_without_a_native_reader_only_inform() -> None:
    assert {rule.level for rule in language_rules() if rule.lang in ("ru", "ar", "zh")} == {"info"}
    assert {rule.lang for rule in language_rules()} == set(rule_languages())
    (one,) = found("Уважаемые господа, прошу садиться.", "ru")
    assert (one.rule, one.level) == ("ru-005", "info")


def test_line_and_columns_are_those_of_the_file_across_a_broken_line() -> None:
    text = "First line.\n  - A tour for delegates and\n    their wives.\n"
    (one,) = found(text)
    assert (one.rule, one.line, one.column, one.end_column) == ("en-060", 2, 16, 29)
    assert one.text == "delegates and their wives"


@pytest.mark.parametrize(
    "spared",
    [
        "> The chairman spoke.",
        "```\nchairman = 1\n```",
        "Run `chairman` now.",
        "See [the list](http://example.org/chairman) now.",
        "<!-- the chairman -->",
        "Read *The Chairman and His Men* tonight.",
        "Write to chairman@example.org today.",
        "It is at https://example.org/mankind/chairman now.",
        "She said ‘the chairman’s gone’ twice.",
    ],
)
def test_what_is_not_the_writers_own_wording_is_spared(spared: str) -> None:
    assert found(spared, markdown=True) == []


def test_an_apostrophe_opens_no_quotation() -> None:
    assert [w.text for w in found("The delegates' chairman can't find the users' list.")] == ["chairman"]


def test_official_names_are_spared_and_the_same_words_elsewhere_are_not() -> None:
    text = "La Déclaration universelle des droits de l’homme. Il parle des droits de l'homme."
    assert [(w.rule, w.column) for w in found(text, "fr")] == [("fr-001", 64)]
    for lang, names in language_names().items():
        for name in names:
            assert found(f"{name}.", lang) == [], name


def test_an_office_keeps_a_wording_and_adds_a_rule_of_its_own() -> None:
    passages = document("The chairman met the ombudsman and the signalman.")
    base = next(rule for rule in language_rules() if rule.id == "en-027")
    own = base._replace(id="own-1", pattern=r"\bmet\b", suggest=("saw",))
    review = text_review(
        passages, "en", OwnLanguage((own,), (), (KeptWording("en-041", "Ombudsman", "name"),))
    )
    assert [w.rule for w in review.found] == ["en-027", "own-1", "en-105"]


def test_verdicts_change_where_the_score_says() -> None:
    one, filler = "The chairman spoke. ", "The group met again and adopted its plan. "
    assert text_review(document(one)).verdict == "minor"
    assert text_review(document(one * 3)).verdict == "revise"
    assert text_review(document(one + filler * 70)).verdict == "minor"
    assert text_review(document(one * 3 + filler * 70)).verdict == "revise"


def test_a_text_tells_its_language() -> None:
    texts = {
        "ru": "Делегаты приняли план.", "ar": "اعتمدت الوفود الخطة.", "zh": "各位代表通过了计划。",
        "fr": "Le groupe a adopté son plan pour les deux années.", "es": "El grupo aprobó su plan para los dos años.",
    }  # fmt: skip
    for lang, text in texts.items():
        assert language_of(document(text)) == lang


def labelled() -> Iterator[tuple[str, tuple[str, ...], str]]:
    for line in SAMPLE.read_text("utf-8").splitlines():
        lang, expected, sentence = line.split("\t")
        spans = () if expected == "-" else tuple(expected.split("|"))
        assert all(span.casefold() in sentence.casefold() for span in spans), line
        yield lang, spans, sentence


def test_precision_and_recall_on_the_labelled_sample(capsys: pytest.CaptureFixture[str]) -> None:
    """Errors and warnings count; a finding is right where it overlaps a wording that a reader would have changed."""
    counts: dict[str, Counter[str]] = {}
    for lang, spans, sentence in labelled():
        count = counts.setdefault(lang, Counter())
        lower = sentence.casefold()
        places = [(lower.index(s.casefold()), lower.index(s.casefold()) + len(s)) for s in spans]
        hits = [w for w in found(sentence, lang) if w.level != "info"]
        taken = [(w.column - 1, w.column - 1 + len(w.text)) for w in hits]
        count["sentences"] += 1
        count["negatives"] += not spans
        count["right"] += sum(1 for a, b in taken if any(a < e and s < b for s, e in places))
        count["wrong"] += sum(1 for a, b in taken if not any(a < e and s < b for s, e in places))
        count["wanted"] += len(places)
        count["met"] += sum(1 for s, e in places if any(a < e and s < b for a, b in taken))
    total = sum(counts.values(), Counter())
    with capsys.disabled():
        print()
        for lang, c in (*counts.items(), ("all", total)):
            print(
                f"language {lang}: {c['sentences']} sentences, {c['negatives']} of them hard negatives; "
                f"precision {c['right'] / (c['right'] + c['wrong']):.3f}, recall {c['met'] / c['wanted']:.3f}"
            )
    assert total["sentences"] >= 300
    assert total["negatives"] * 3 >= total["sentences"]
    assert total["right"] / (total["right"] + total["wrong"]) >= 0.9
    assert total["met"] / total["wanted"] >= 0.8
