"""A student's files to answers: the filled-in template, or whole sheets."""
