"""A PDF to lines of text, behind a fence: native code in a process of its own."""
