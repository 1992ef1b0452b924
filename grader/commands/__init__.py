"""What a person asks for, a file each. A command reads files, calls pure functions and prints."""

from typing import TYPE_CHECKING

from grader import on_demand

if TYPE_CHECKING:
    # The `grader` command: one short function per command, which parses, calls and prints.
    from grader.commands.cli import run as run

__getattr__ = on_demand(__name__, {"cli": ("run",)})
