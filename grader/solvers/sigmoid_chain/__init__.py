"""A chain of three weights, one number wide: sigma(w2 sigma(w1 x)) times w3, without biases.

The variants differ in the output and the loss: `cross_entropy` ends in a sigmoid, `regression`
in the product itself. Source: Homework 3, problem 2.
"""
