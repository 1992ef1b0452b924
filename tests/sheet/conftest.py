"""Lets the tests of sheets import the questions that the corpus answers."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
