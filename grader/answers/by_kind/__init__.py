"""The text of an answer to its value, by what the step asks for: a word, a set, an interval."""

# The text of one answer, read as its step's kind has it.
from grader.answers.by_kind.kind_readers import value_of_kind as value_of_kind

# The word that a text gives out of a step's choices.
from grader.answers.by_kind.word_answers import chosen_word as chosen_word
