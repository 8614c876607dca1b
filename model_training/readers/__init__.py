"""Readers of MNIST as others hand it out, each into a `Dataset`; `read_dataset` takes whatever lies at a path."""
