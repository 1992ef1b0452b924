"""Documents that pandoc reads: what is mended in them before, and what it says of them after."""
