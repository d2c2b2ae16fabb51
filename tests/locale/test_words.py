"""Words, dates and figures, and the gate that foreign text goes through."""

from __future__ import annotations

import json
import re
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemtui.locale import choice, count, day, languages, plain, safe_json, say, share, so_many
from gemtui.locale.words import facts_of, words
from gemtui.records import STATES, kinds
from tests.records.strategies import HOSTILE

FORMS = re.compile(r"\{(\w+)\|([^|{}]*)\|([^|{}]*)\}")
"""A word with its plural, as sentences write them."""
ANY_TEXT = st.sampled_from(HOSTILE) | st.text(st.characters())

PROBLEMS = (
    "required", "not-text", "not-a-number", "not-whole", "not-a-date", "ambiguous-date", "not-a-choice", "not-yes-no",
    "not-decimal", "not-a-list", "not-a-reference", "too-small", "too-large", "too-long", "bad-text", "unknown-field",
    "state-and-value",
)  # fmt: skip

STEERING = {"Cc", "Cs", "Zl", "Zp"}
SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Format characters that are letters to the eye: number and verse signs."""


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_has_a_sentence_that_says_what_to_do(code):
    sentence = say(
        code,
        {
            "minimum": 0,
            "maximum": 9,
            "value": "x",
            "choices": "a, b",
            "first": "1",
            "second": "2",
            "length": 5,
        },
    )
    assert sentence != code
    assert "?" not in sentence
    assert sentence.count(".") >= 2


def test_an_unknown_code_is_shown_as_it_is_and_a_missing_fact_as_a_question_mark():
    assert say("no-such\x1b") == "no-such␛"
    assert "? " in say("ambiguous-date", {})


def test_of_two_rooms_sentences_the_one_whose_facts_are_there_is_taken():
    candidates = words("en")["too-large"]
    if len(candidates) > 1:
        for sentence in candidates:
            facts = dict.fromkeys(facts_of(sentence), "7")
            assert "?" not in say("too-large", facts)


@given(ANY_TEXT)
def test_a_fact_can_never_steer_a_terminal(text):
    assert_harmless(say("not-a-choice", {"value": text, "choices": text}))


def test_a_fact_that_looks_like_a_fact_is_left_alone():
    assert "{minimum}" in say("not-a-date", {"value": "{minimum}"}) or "{minimum}" in say(
        "not-a-number", {"value": "{minimum}"}
    )


def test_english_is_there_and_an_unknown_language_falls_back_to_it():
    assert "en" in languages()
    assert say("required", lang="xx") == say("required")
    assert say("required", lang="../en") == say("required")


@given(ANY_TEXT)
def test_plain_text_has_nothing_that_moves_hides_or_turns(text):
    assert_harmless(plain(text))
    assert "\n" not in plain(text)
    kept = plain(text, lines=True)
    assert_harmless(kept.replace("\n", "").replace("\t", ""))
    assert kept.count("\n") == text.count("\n")


def test_plain_text_shows_pictures_and_code_points():
    assert plain("a\x1b[31m\x7f\x9b\u202e\u200b\n") == "a␛[31m␡‹U+009B›‹U+202E›‹U+200B›␊"


@pytest.mark.parametrize(
    "text", ["Grün, plus ça change", "العربية", "中文，逗号", "Ελλάδα", "हिन्दी", "⚠️ – … “x”", "[/] {x} %s"]
)
def test_plain_text_leaves_honest_text_alone(text):
    assert plain(text) == text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | ANY_TEXT,
        lambda x: st.lists(x) | st.dictionaries(ANY_TEXT, x),
        max_leaves=8,
    )
)
def test_json_says_the_same_and_steers_nothing(document):
    text = safe_json(document)
    assert_harmless(text.replace("\n", ""))
    text.encode("utf-8")
    assert json.loads(text) == document


def assert_harmless(text):
    assert not [
        c
        for c in text
        if unicodedata.category(c) in STEERING or (unicodedata.category(c) == "Cf" and c not in SEEN)
    ]


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("2026-11-23", "23 Nov 2026"), ("2024-02-01", "1 Feb 2024"), (None, ""), ("soon\x1b", "soon␛")],
)
def test_a_day_is_shown_with_its_month_in_letters(iso, shown):
    assert day(iso) == shown


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [
        (Fraction(2, 5), "40.0"),
        (Fraction(1, 3), "33.3"),
        (Fraction(8, 17), "47.1"),
        (Fraction(469, 1000), "46.9"),
        (Fraction(4696, 10000), "46.96"),
        (Fraction(46_996, 100_000), "46.996"),
        (Fraction(5304, 10_000), "53.04"),
        (Fraction(1, 16), "6.3"),
        (Fraction(0), "0.0"),
        (Fraction(1), "100.0"),
        (None, ""),
    ],
)
def test_a_share_is_rounded_half_up_and_never_onto_a_bound_that_it_does_not_reach(fraction, shown):
    assert share(fraction) == shown


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_is_shown_on_the_side_of_the_bound_that_it_is_on(women, men):
    exact = Fraction(women, women + men)
    shown = Fraction(share(exact)) / 100
    for bound in (Fraction(n, 100) for n in (30, 40, 47, 53, 60, 70)):
        assert (exact >= bound) == (shown >= bound)
        assert (exact <= bound) == (shown <= bound)


def test_counts_are_grouped_and_nothing_is_not_zero():
    assert (count(1234567), count(0), count(None)) == ("1\u202f234\u202f567", "0", "")


def test_every_fixed_choice_reads_as_words():
    for code in {c for k in kinds().values() for q in k.questions for c in q.choices} | set(STATES):
        assert choice(code)
        assert "_" not in choice(code)
    assert (choice("in_progress"), choice(True), choice("odd\x1bone")) == ("in progress", "yes", "odd␛one")


def test_sentences_name_their_facts_in_braces_only():
    for sentences in words("en").values():
        for sentence in sentences:
            assert not re.search(r"%[sd]|\{\}|\{\d", sentence)


def test_a_word_agrees_with_its_number():
    assert say("findings-counted", {"errors": 1, "warnings": 0, "gaps": 2}) == "1 error, 0 warnings, 2 gaps."
    assert (so_many(1, "action"), so_many(1200, "action")) == ("1 action", "1\u202f200 actions")
    assert (so_many(1, "body", "bodies"), so_many(0, "body", "bodies")) == ("1 body", "0 bodies")


def test_no_plural_is_written_for_every_number():
    sentences = [sentence for each in words("en").values() for sentence in each]
    forms = [found for sentence in sentences for found in FORMS.findall(sentence)]
    facts = "|".join(sorted({fact for fact, _, _ in forms}))
    nouns = "|".join(
        sorted({more for _, one, more in forms if more in {f"{one}s", "bodies", "women", "men"}})
    )
    bare = re.compile(rf"\{{(?:{facts})\}} (?:\w+ )?(?:{nouns})\b")
    assert len(forms) > 50
    assert [sentence for sentence in sentences if bare.search(sentence)] == []


def test_what_is_said_in_a_few_words_is_short_and_said_at_length_too() -> None:
    for code, (short, *others) in words("en").items():
        if code.startswith("short."):
            assert code.removeprefix("short.") in words("en"), code
            assert (len(short) <= 26, others) == (True, []), short
