"""`python -m backend new-key` makes a key for a caller, and the digest that the service is told."""

import argparse

from backend.api.api_keys import HEADER, digest_of, new_key

TEXT = "print a fresh API key and its digest"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser("new-key", help=TEXT, description=f"{TEXT.capitalize()}.").set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Nothing is kept: the key is in no file and no log."""
    key = new_key()
    print(f"Key     {key}")
    print(f"Digest  {digest_of(key.encode())}")
    print(f"\nGive the key to its caller, who sends it as {HEADER}. Add the digest to INKDIGIT_API_KEYS.")
    return 0
