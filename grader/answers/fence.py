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
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from {} import main; main(sys.argv[2:])"
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""What of the environment goes inside: nothing that a file may not know."""
_CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the process may take: seconds of the wall clock and bytes that it says.

    Its memory and processor time it limits itself, first thing, by `limit_self`.
    """

    seconds: float
    output: int


def lines_of(module: str, arguments: list[str], data: bytes, limits: Limits) -> Iterator[bytes]:
    """The lines that `module.main(arguments)` says, with `data` on its standard input.

    They come as they are said, and end where the process ends, of itself or by its limits; a line
    that was not finished is left out. Nothing of the process is left behind.
    """
    process = _started(module, arguments)
    try:
        yield from _said(process, data, limits)
    finally:
        _end(process)


def limit_self(memory: int, seconds: int) -> None:
    """Limit this process to `memory` bytes and `seconds` of processor time, where that is known."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # other systems than Linux
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _started(module: str, arguments: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-c", _START.format(module), str(PROJECT), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a library's words are no line of our log
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        start_new_session=True,
    )


def _said(process: subprocess.Popen[bytes], data: bytes, limits: Limits) -> Iterator[bytes]:
    """Feeds and listens at once, so that neither side waits for the other."""
    assert process.stdin is not None
    assert process.stdout is not None
    until = time.monotonic() + limits.seconds
    waiting, rest, room = memoryview(data), b"", limits.output
    with selectors.DefaultSelector() as selector:
        for pipe, event in ((process.stdin, 2), (process.stdout, 1)):
            os.set_blocking(pipe.fileno(), False)
            selector.register(pipe, event)
        while room > 0 and (left := until - time.monotonic()) > 0:
            ready = {key.fileobj for key, _ in selector.select(left)}
            if process.stdin in ready:
                waiting = _fed(process, waiting)
                if not waiting:
                    selector.unregister(process.stdin)
                    with contextlib.suppress(OSError):
                        process.stdin.close()
            if process.stdout in ready:
                chunk = os.read(process.stdout.fileno(), _CHUNK)
                if not chunk:
                    return
                room -= len(chunk)
                *lines, rest = (rest + chunk).split(b"\n")
                yield from lines


def _fed(process: subprocess.Popen[bytes], waiting: memoryview) -> memoryview:
    """What is left to feed; nothing where nobody listens any more."""
    assert process.stdin is not None
    try:
        return waiting[os.write(process.stdin.fileno(), waiting[:_CHUNK]) :]
    except BlockingIOError:
        return waiting
    except OSError:
        return waiting[:0]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kills the whole session, as its first process may have started others."""
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()
    process.wait()
