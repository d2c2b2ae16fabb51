"""Work in processes of its own, which may be killed at any moment."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator

Say = Callable[[str], None]


class Process:
    """A forked process that does some work; what it says comes back line by line, also after its death."""

    def __init__(self, work: Callable[[Say], None], *, dies_after: float = 0) -> None:
        out, into = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(out)
            self._run(work, into, dies_after)
        os.close(into)
        self._out = os.fdopen(out, "r", encoding="utf-8", errors="surrogateescape")
        self.status: int | None = None

    def _run(self, work: Callable[[Say], None], into: int, dies_after: float) -> None:
        """Do the work and end without any of Python's tidying up."""
        try:
            if dies_after:
                # The default action ends the process on the spot, as kill -9 does: no handler, no finally, no close.
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.setitimer(signal.ITIMER_REAL, dies_after)
            work(lambda text: os.write(into, f"{text}\n".encode()) and None)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it is, this process must not run the tests a second time
            traceback.print_exc(file=sys.__stderr__)
            os._exit(1)

    def line(self) -> str:
        """The next line that it says; "" when it has ended."""
        return self._out.readline().rstrip("\n")

    def lines(self) -> Iterator[str]:
        """All that it still says."""
        for line in self._out:
            if line.endswith("\n"):  # what was cut off in the middle was not said
                yield line[:-1]

    def kill(self) -> None:
        """Kill it, as `kill -9` does."""
        os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> int:
        """Wait for its end: 0 where it did its work, negative where a signal ended it."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            self.kill()
            self.ended()
        self._out.close()


def done(work: Callable[[Say], None]) -> list[str]:
    """Do some work in a process of its own and return what it said; it must come to its end."""
    with Process(work) as process:
        said = list(process.lines())
        assert process.ended() == 0
    return said
