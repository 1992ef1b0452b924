"""A rubric's text to an assignment, or everything that is wrong with it, with lines."""
