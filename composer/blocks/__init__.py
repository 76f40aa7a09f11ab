"""What can stand in an issue: one file per block type.

Here belong the fields of a block, their kinds and limits, and the block's words for the text part. Looks belong in
``templates/_blocks``, forms in ``composer.gui``, and what a block is made from in ``composer.picking``.
"""
