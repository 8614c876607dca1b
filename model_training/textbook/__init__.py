"""What the textbooks' chapter on classification shows: one digit against the rest, several labels, denoising.

Each is one small file that can be read from top to bottom (after A. Géron, Hands-On Machine Learning, chapter 3).
"""

EXAMPLES = ("binary", "multilabel", "denoise")
"""Their names, in their order."""
