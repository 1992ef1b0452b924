"""Marks in words, for students and for TAs; what may be told is decided here, points never."""
