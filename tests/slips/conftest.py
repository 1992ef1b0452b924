"""Lets the tests of slips share their questions."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
