"""The organisation's own unsubscribe page: the files for its website, the proof that it works, and what it collected.

The site learns no name and no address: it keeps the marks of letters, and only this workspace knows whose they are.
"""
