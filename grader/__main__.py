"""`grader` and `python -m grader`: the platform's command first, everything else for TAs."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import NoReturn

OBJECTS_OF_A_RUN = 100_000
"""New ones before garbage is looked for: most runs of the platform make fewer."""


def main() -> int:
    """Run a command; the platform's own needs nothing that only TAs have installed."""
    if sys.argv[1:2] == ["autograde"] and not {"--help", "-h"} & set(sys.argv):
        from grader.gradescope import main as autograde

        return autograde(sys.argv[2:])
    try:
        from grader.commands import run
    except ModuleNotFoundError as error:
        if error.name not in ("typer", "rich", "grader.commands"):
            raise
        print(
            "grader: the commands for TAs are not installed here. In the project's folder, run"
            " bash setup.sh and then .venv/bin/grader, or pip install '.[ta,sheets]'",
            file=sys.stderr,
        )
        return 2
    return run()


def main_of_process() -> NoReturn:
    """Run a command in a process that does nothing else.

    A student waits for the platform's own command, a seventh of which was to look for garbage and
    to take down at the end, one by one, all that the system frees at once.
    """
    if sys.argv[1:2] != ["autograde"]:
        sys.exit(main())
    gc.set_threshold(OBJECTS_OF_A_RUN)
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or never open
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main_of_process()
