"""Recognising handwriting: ink in, probabilities out. No HTTP, no settings and no environment in here."""
