"""What `python -m backend` does beside serving: one file a command."""
