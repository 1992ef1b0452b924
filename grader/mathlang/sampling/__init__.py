"""Formulas tried at random points: are two the same function, what is the slope?"""
