"""What there is to write about, kept on this machine: items, where they came from, and in which issue they went out.

Reading the outside world belongs in ``composer.sources``; turning an item into a block in ``composer.picking``.
"""
