"""Syntax tree to numbers, by numpy."""
