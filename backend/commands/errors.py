"""The error that ends a command on purpose."""


class CommandError(Exception):
    """What was asked for cannot be done. The message is one line for whoever asked."""
