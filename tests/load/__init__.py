"""A real server under more load than it can sustain: `make load`, or `python -m tests.load --help`."""
