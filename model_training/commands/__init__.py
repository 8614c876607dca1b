"""A file for each command: `add` says its flags, the function below it runs it.

What a command needs beyond the flags it imports when it runs: TensorFlow takes seconds to load, --help should not.
"""
