"""What a person asks for, a file each. A command reads files, calls pure functions and prints."""

# The `grader` command: one short function per command, which parses, calls and prints.
from grader.commands.cli import run as run
