"""The marks of mathematics, owned here for every reader: the language, the template, the sheets.

characters: what single characters stand for, and `plain`, the one form of a text.
commands: LaTeX commands for signs, names, fonts and dress; environments.
relations: the signs that join sides. brackets: pairs, and where they end. numerals: patterns.
"""

from grader.alphabet.brackets import OPENING as OPENING
from grader.alphabet.brackets import PAIRS as PAIRS
from grader.alphabet.brackets import never_closed as never_closed
from grader.alphabet.characters import GREEK as GREEK
from grader.alphabet.characters import GREEK_NAMES as GREEK_NAMES
from grader.alphabet.characters import plain as plain
from grader.alphabet.relations import COMPARISONS as COMPARISONS
from grader.alphabet.relations import RELATIONS as RELATIONS
