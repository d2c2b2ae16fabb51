"""What terminals send: keys come through, stray sequences do nothing, and the parser still has the shape that is guarded."""

from __future__ import annotations

import io

import pytest
from rich.color import Color, ColorSystem
from textual import events
from textual.drivers import linux_driver
from textual.drivers._writer_thread import MAX_QUEUED_WRITES

from gemtui.tui import terminal
from gemtui.tui.few_colours import THEMES
from gemtui.tui.terminal import SafeParser, SafeWriter


def said(data: str) -> list[str]:
    """Return what the parser makes of some bytes: names of keys, and other messages by their class."""
    found = [*SafeParser().feed(data), *SafeParser().feed("")]
    return [m.key if isinstance(m, events.Key) else type(m).__name__ for m in found]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("n", ["n"]),
        ("\x1b[A\x1b[B", ["up", "down"]),
        ("\x1b[5~\x1bOP\x1b[[A", ["pageup", "f1", "f1"]),
        ("\x1b[1;5C", ["ctrl+right"]),
        ("é中", ["é", "中"]),
        ("\x1b[200~two\nlines\x1b[201~x", ["Paste", "x"]),
        ("\x1b[<0;5;5M", ["MouseDown"]),
        ("\x1b[?2026;2$y", ["TerminalSupportsSynchronizedOutput"]),
    ],
)
def test_keys_pastes_and_answers_come_through(sent: str, keys: list[str]) -> None:
    assert said(sent) == keys


@pytest.mark.parametrize(
    "sent",
    [
        "\x1b[99999999~",
        "\x1b[99999999u",
        "\x1b[?62;4c",
        "\x1b[1;99Z",
        "\x1b[>0;276;0c",
        "\x1b]11;rgb:0000/0000/0000\x1b\\",
        "\x1b]10;rgb:d/d/d\x07",
        "\x1bP1+r5463\x1b\\",
        "\x1b[48;999999;999999;1;1t",
    ],
)
def test_what_is_no_key_does_nothing(sent: str) -> None:
    assert said(sent) == []
    assert said(f"{sent}d") == ["d"]


def test_a_paste_is_handed_over_as_it_is() -> None:
    (pasted,) = (
        m for m in SafeParser().feed("\x1b[200~a\x1b]0;title\x07b\x1b[201~") if isinstance(m, events.Paste)
    )
    assert pasted.text == "a\x1b]0;title\x07b"


def test_the_drivers_read_with_the_safe_parser() -> None:
    terminal.guard()
    assert linux_driver.XTermParser is SafeParser
    assert linux_driver.WriterThread is SafeWriter


def test_what_is_written_to_a_terminal_that_is_gone_keeps_nobody_waiting() -> None:
    gone = io.StringIO()
    gone.close()
    writer = SafeWriter(gone)
    writer.start()
    for _ in range(3 * MAX_QUEUED_WRITES):
        writer.write("more than its queue holds")
    writer.stop()
    assert not writer.is_alive()


def test_a_paste_that_comes_in_pieces_is_one_paste() -> None:
    parser = SafeParser()
    found = [
        m for piece in ("x\x1b[200~one\r", "two\x1b[2", "01~y\x1b[200~\x1b[201~") for m in parser.feed(piece)
    ]
    assert [m.text if isinstance(m, events.Paste) else m.key for m in found] == ["x", "one\rtwo", "y", ""]


def test_each_key_knows_what_the_terminal_sent_for_it() -> None:
    found = [m for m in SafeParser().feed("d\x13\x1b[Aé\x1bOP") if isinstance(m, events.Key)]
    assert [(key.key, terminal.sent(key)) for key in found] == [
        ("d", "d"),
        ("ctrl+s", "^S"),
        ("up", "ESC [ A"),
        ("é", "é"),
        ("f1", "ESC O P"),
    ]


@pytest.mark.parametrize("name", sorted(THEMES))
def test_where_a_terminal_has_sixteen_colours_alarm_ok_and_accent_are_still_three(name: str) -> None:
    variables = THEMES[name].to_color_system().generate()
    roles = ("primary-lighten-2", "text-error", "text-success")
    drawn = [Color.parse(variables[role]).downgrade(ColorSystem.STANDARD).number for role in roles]
    assert [number % 8 for number in drawn if number is not None] == [4, 1, 2]  # blue, red, green
