"""The marks of mathematics, owned here for every reader: the language, the template, the sheets.

characters: what single characters stand for, and `plain`, the one form of a text.
commands: LaTeX commands for signs, names, fonts and dress; environments.
relations: the signs that join sides. brackets: pairs, and where they end. numerals: patterns.
"""

from grader.mathlang.marks.brackets import OPENING as OPENING
from grader.mathlang.marks.brackets import PAIRS as PAIRS
from grader.mathlang.marks.characters import GREEK as GREEK
from grader.mathlang.marks.characters import GREEK_NAMES as GREEK_NAMES
from grader.mathlang.marks.characters import plain as plain
from grader.mathlang.marks.relations import COMPARISONS as COMPARISONS
from grader.mathlang.marks.relations import RELATIONS as RELATIONS
