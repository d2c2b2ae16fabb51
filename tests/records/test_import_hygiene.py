"""What must not be loaded to read a description or an answer, seen in a fresh process."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {"pydantic", "sqlmodel", "sqlalchemy", "textual", "cryptography"}

SCRIPT = """
import json, sys
import gemtui.locale, gemtui.records, gemtui.reference
kinds = gemtui.records.described(json.loads(sys.stdin.read()))
question = kinds["action"].question("delivery_on")
assert gemtui.records.read(question, "2026-11-23") == "2026-11-23"
gemtui.reference.clauses(), gemtui.locale.say("required")
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_reading_descriptions_and_answers_loads_no_model_library():
    from gemtui.records import describe, kinds

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps(describe(kinds())),
        capture_output=True,
        text=True,
        check=True,
    )
    assert not HEAVY & set(json.loads(done.stdout))


def test_every_public_name_is_there_and_no_room_hides_one():
    import gemtui.locale
    import gemtui.records
    import gemtui.reference

    for room in (gemtui.locale, gemtui.records, gemtui.reference):
        for name in room.__all__:
            assert getattr(room, name) is not None
        with pytest.raises(AttributeError):
            _ = room.no_such_name


def test_a_list_is_described_before_forms_are_loaded():
    script = "import sys, gemtui.records; print('gemtui.records.answers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
