"""One issue being written: values, the edits that change them, their history, and where both are kept.

What can stand in an issue belongs in ``composer.blocks``; what an issue looks like in ``composer.rendering``.
"""
