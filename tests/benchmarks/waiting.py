"""Start a program, wait for its end, and say how long it took and how much memory it held at most.

    python -S waiting.py PROGRAM WORD…

A process's peak counts what its parent held when it was forked, so the parent has to be as small as this one. The
answer goes to the error output, as its last line: exit code, seconds, `ru_maxrss`.
"""

import os
import sys
import time

start = time.perf_counter()
pid = os.fork()
if not pid:
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(pid, 0)
seconds = time.perf_counter() - start
sys.stderr.write(f"\n{os.waitstatus_to_exitcode(status)} {seconds:.6f} {usage.ru_maxrss}\n")
