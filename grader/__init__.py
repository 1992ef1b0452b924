"""An autograder that marks calculations step by step, with follow-through and feedback."""

__version__ = "0.1.0"
