"""A cursor over the tokens of a text, and what the grammar has to remember on its way."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from grader.alphabet import PAIRS, brackets, plain
from grader.mathlang.math_errors import MathError
from grader.mathlang.parser.any_names import AnyNames
from grader.mathlang.parser.compounds import joined
from grader.mathlang.parser.tokens import MAX_LENGTH, MAX_TOKENS, Token, tokens
from grader.mathlang.tree import Tree

MAX_DEPTH = 60
"""How deep parentheses, fractions and exponents may nest."""

Read = TypeVar("Read")


class Grammar(NamedTuple):
    """The readers that constructs call for the parts they hold, from loose to tight."""

    expression: "Callable[[Stream], Tree]"
    product: "Callable[[Stream], Tree]"
    power: "Callable[[Stream], Tree]"


class Stream:
    """The tokens of one text and the place reached in them.

    expression, product, power: the readers of the grammar.
    spaces_separate: white space parts the entries of a row, as in `[1 -2]`.
    bars: the bars `|` and `‖` that are open here.
    letters: the index letters that some sum in the text binds.
    """

    __slots__ = (
        "at", "bars", "depth", "expression", "item_start", "letters", "power", "product",
        "spaces_separate", "text", "tokens", "vocabulary",
    )  # fmt: skip

    def __init__(
        self, text: str, vocabulary: AnyNames, grammar: Grammar, max_length: int = MAX_LENGTH
    ) -> None:
        self.text = text = plain(text)
        self.tokens = joined(tokens(text, max_length), vocabulary.compounds)
        self.at = 0
        self.depth = 0
        self.vocabulary = vocabulary
        self.expression, self.product, self.power = grammar
        self.spaces_separate = False
        self.bars = ""
        self.item_start = -1
        self.letters: frozenset[str] = frozenset()

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def ahead(self, count: int = 1) -> Token:
        """The token `count` places on, or the last."""
        return self.tokens[min(self.at + count, len(self.tokens) - 1)]

    def advance(self) -> Token:
        """Take the token here and move on; the end stays."""
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def accept(self, text: str) -> bool:
        """Move past the token here if it is this sign; whether it was."""
        token = self.tokens[self.at]
        if token.text == text and token.kind != "end":
            self.at += 1
            return True
        return False

    def expect(self, text: str, opened: Token) -> None:
        """Move past a closing sign, or say that it is missing."""
        if self.accept(text):
            return
        here = self.token
        if here.text == ",":
            raise self.comma(here)
        if here.kind == "end":
            raise self.error(f"a closing {text} is missing", token=opened)
        raise self.error(f"a closing {text} was expected here, not {shown(here)}")

    def comma(self, here: Token) -> MathError:
        """What to say of a comma that separates nothing: most often a decimal comma."""
        before, after = self.tokens[self.at - 1], self.ahead()
        if self.at and before.kind == after.kind == "number":
            hint = f"write a decimal point, {before.text}.{after.text}"
            return MathError("a comma inside a number", self.text, here.start, hint)
        return MathError("a comma with nothing to separate", self.text, here.start)

    def error(self, problem: str, hint: str = "", token: Token | None = None) -> MathError:
        """The error to raise about the token here, or about another."""
        return MathError(problem, self.text, (token or self.token).start, hint)

    def knows(self, key: str) -> bool:
        """Whether a canonical name is one of the names that the text may use."""
        return self.vocabulary.known(key) is not None

    def deeper(self, read: "Callable[[Stream], Read]") -> Read:
        """What a reader gives one level deeper."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"nested deeper than {MAX_DEPTH} levels", "write it in several steps")
        found = read(self)
        self.depth -= 1
        return found

    def within(
        self, read: "Callable[[Stream], Read]", bars: str = "", spaces_separate: bool = False
    ) -> Read:
        """What a reader gives within brackets: other bars are open there, and spaces may part."""
        kept = self.bars, self.spaces_separate
        self.bars, self.spaces_separate = bars, spaces_separate
        found = self.deeper(read)
        self.bars, self.spaces_separate = kept
        return found

    def closing(self, start: int, within: int = MAX_TOKENS) -> int:
        """The place of the token that closes the one at `start`; the last place if none does.

        within: how many tokens on it may be.
        """
        last = len(self.tokens) - 1
        signs = (self.tokens[place].text for place in range(start, min(last, start + within)))
        found = brackets.closing(signs)
        return last if found < 0 else start + found

    def skip_group(self) -> None:
        """Move past the brackets that open here, whatever stands in them."""
        end = self.closing(self.at)
        closing = PAIRS[self.token.text]
        if self.tokens[end].text != closing:
            raise self.error(f"a closing {closing} is missing")
        self.at = end + 1

    def unwrap(self) -> None:
        """Take the braces off the single token between them."""
        self.tokens[self.at : self.at + 3] = [self.tokens[self.at + 1]]

    def top_level(self, start: int, end: int) -> set[str]:
        """The separators `,`, `;` and `:` between two places that stand in no inner brackets."""
        signs = brackets.outside(token.text for token in self.tokens[start:end])
        return {sign for _, sign in signs if sign in (",", ";", ":")}

    def replace(self, *parts: Token) -> None:
        """Put other tokens in place of the one here."""
        self.tokens[self.at : self.at + 1] = parts


def shown(token: Token) -> str:
    """A token as a message names it."""
    if token.kind == "end":
        return "the end"
    if token.kind in ("begin", "close"):
        return f"\\{'begin' if token.kind == 'begin' else 'end'}{{{token.text}}}"
    if token.text == "\\\\":
        return "a new row"
    return f"\\{token.text}" if token.kind in ("command", "accent") else token.text
