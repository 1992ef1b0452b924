"""Is it right? An answer against what is expected: in tolerance, as written, as it follows."""
