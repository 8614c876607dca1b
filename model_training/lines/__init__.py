"""The network for whole lines of digits: what it learns from, its shape, its training and its export."""
