"""Classical models and plain networks beside the shipped network: the same digits, the same report, the same file.

Each kind is fitted by its own library and turned into the service's ONNX contract at once; what is measured is that
file, as the service loads it, and nothing else of a fit is kept.
"""
