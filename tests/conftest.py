"""For all tests. No deadlines: speed is measured in a benchmark, not on a shared machine's bad day."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
