"""A rubric's question with its rules in one checked graph: what marking works on."""
