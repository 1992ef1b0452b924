"""The inside of the fence (`fence.py`): what a process does first of all, and imports for it."""

from __future__ import annotations

import contextlib


def limit_self(memory: int, seconds: int) -> None:
    """Limit this process to `memory` bytes and `seconds` of processor time, where that is known."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # other systems than Linux
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
