"""YAML and JSON text to a tree that keeps scalars as written, with the line of each."""
