"""`grader` and `python -m grader`: the platform's command first, everything else for TAs."""

from __future__ import annotations

import sys


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


if __name__ == "__main__":
    sys.exit(main())
