"""Syntax tree to text: to be read back, as LaTeX, on paper, as Python."""
