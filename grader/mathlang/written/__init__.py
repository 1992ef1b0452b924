"""Numbers and matrices as written, with the precision that their figures say."""
