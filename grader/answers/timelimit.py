"""An end for our own code that reads a file: no text may hold up the others, whatever it holds."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn


class TookTooLongError(Exception):
    """The block took more seconds of the processor than it was given."""


class _Alarm(BaseException):
    """Raised wherever the code is; no handler for errors swallows it."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Ends a block with TookTooLongError after so many seconds of this process's own work.

    The clock counts the work, not the waiting, so a busy machine costs nobody anything, and the
    deadline of the whole run has a clock of its own. Where there is no such clock, or not in the
    main thread, the block is not limited. Not to be nested.
    """
    if (
        not hasattr(signal, "ITIMER_VIRTUAL")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise _Alarm

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, max(seconds, 0.01), 0.05)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _Alarm:
        raise TookTooLongError from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
