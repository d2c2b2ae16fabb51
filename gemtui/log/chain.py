"""The hash chain of a stream: without gaps, each change naming the hash of the one before (spec/merge.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gemtui.log.change import ZEROS, BadChange, Change, digest, parse


def links(lines: Iterable[bytes], first_seq: int = 1, prev: str = ZEROS) -> Iterator[tuple[Change, str]]:
    """Yield each change of one stream with its hash, checked as it is read.

    `first_seq` and `prev` are the place and the hash that the reader knows before the first line. Raises BadChange:
    `bad-change` for a line that is refused by itself, `broken-chain` with the facts `reason` (`gap`, `prev` or
    `other-stream`), `seq` (the one expected), `found`, `workspace`, `office` and `home`.
    """
    stream: tuple[str, str, bool] | None = None
    expected = first_seq
    for line in lines:
        change = parse(line)
        if stream is None:
            stream = stream_of(change)
        check_link(change, expected, prev, stream)
        prev = digest(line)
        expected += 1
        yield change, prev


def check_chain(lines: Iterable[bytes], first_seq: int = 1, prev: str = ZEROS) -> str:
    """Return the hash of a stream's last change (`prev` where there is none); raises BadChange like `links`."""
    for _, head in links(lines, first_seq, prev):
        prev = head
    return prev


def stream_of(change: Change) -> tuple[str, str, bool]:
    """Return the stream that the change belongs to: (workspace, office, home)."""
    return change.workspace, change.office, change.home


def check_link(change: Change, seq: int, prev: str, stream: tuple[str, str, bool] | None = None) -> None:
    """Raise BadChange (`broken-chain`) unless the change has this place, this forerunner and this stream."""
    if change.seq == seq and change.prev == prev and (stream is None or stream_of(change) == stream):
        return
    if stream is not None and stream_of(change) != stream:
        reason, found = "other-stream", change.workspace
    elif change.seq != seq:
        reason, found = "gap", str(change.seq)
    else:
        reason, found = "prev", change.prev
    facts = {"reason": reason, "seq": seq, "found": found}
    raise BadChange(
        "broken-chain", facts | {"workspace": change.workspace, "office": change.office, "home": change.home}
    )
