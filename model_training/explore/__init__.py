"""A look at the data before anything is learned from it: `python -m model_training explore`.

A topic has a file that counts, arrays in and out, and one named ..._figures that draws and says how to read it.
"""
