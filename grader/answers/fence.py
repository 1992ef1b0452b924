"""A fence for native code: a function runs in a process of its own, within limits.

A library in C takes what memory and time it likes, no signal of ours runs while it does, and where
it fails it takes the whole process along. So it runs in a fresh interpreter (not a copy of this
one, which would hold the same memory again), in a session of its own that is killed as a whole.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from grader import record

PROJECT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from {} import main; main(sys.argv[2:])"
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""What of the environment goes inside: nothing that a file may not know."""
_CHUNK = 65_536


@record(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the process may take: seconds of the wall clock and bytes that it says.

    Its memory and processor time it limits itself, first thing, by `fenced.limit_self`.
    """

    seconds: float
    output: int


def lines_of(
    module: str,
    arguments: list[str],
    data: bytes,
    limits: Limits,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[bytes]:
    """The lines that `module.main(arguments)` says, with `data` on its standard input.

    They come as they are said, and end where the process ends, of itself or by its limits; a line
    that was not finished is left out. Nothing of the process is left behind. meanwhile: what is
    done as soon as the process works.
    """
    until = time.monotonic() + limits.seconds
    process = _started(module, arguments, data)
    try:
        meanwhile()
        yield from _said(process, until, limits.output)
    finally:
        _end(process)


def _started(module: str, arguments: list[str], data: bytes) -> subprocess.Popen[bytes]:
    """The process, with its input in a file without a name: nobody has to feed it."""
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        return subprocess.Popen(
            [sys.executable, "-I", "-c", _START.format(module), str(PROJECT), *arguments],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library's words are no line of our log
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            start_new_session=True,
        )


def _said(process: subprocess.Popen[bytes], until: float, room: int) -> Iterator[bytes]:
    assert process.stdout is not None
    rest = b""
    with selectors.DefaultSelector() as selector:
        os.set_blocking(process.stdout.fileno(), False)
        selector.register(process.stdout, selectors.EVENT_READ)
        while room > 0 and (left := until - time.monotonic()) > 0:
            if selector.select(left):
                chunk = os.read(process.stdout.fileno(), _CHUNK)
                if not chunk:
                    return
                room -= len(chunk)
                *lines, rest = (rest + chunk).split(b"\n")
                yield from lines


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kills the whole session, as its first process may have started others."""
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    if process.stdout is not None:
        process.stdout.close()
    process.wait()
