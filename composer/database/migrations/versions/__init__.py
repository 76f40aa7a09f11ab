"""The migrations, oldest first: ``0001_first.py``, ``0002_…``."""
