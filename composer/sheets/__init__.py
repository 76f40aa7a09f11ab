"""Rows and columns out of files of any make (delimited text, workbooks), whatever they are about.

What the columns mean is for others to say: people in ``composer.contacts``, posts and events in ``composer.sources``. Here is
only how such files are written, and what must not be unpacked.
"""
