"""Who decides, and on which day: what a decision says of itself."""

from __future__ import annotations

import getpass
import subprocess
from datetime import date


def who_decides() -> str:
    """The name that git knows the person at the keyboard by, else the one of the account."""
    try:
        told = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, check=False, timeout=5
        ).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        told = ""
    if told:
        return told
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in a container
        return ""


def today() -> str:
    """Today's date, as decisions carry it."""
    return date.today().isoformat()
