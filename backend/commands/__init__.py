"""What `python -m backend` does beside serving."""
