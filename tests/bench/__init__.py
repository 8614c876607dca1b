"""How fast the service is, side by side with others: `make bench`, or `python -m tests.bench --help`."""
