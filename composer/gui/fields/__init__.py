"""One widget per kind of field in composer.blocks.fields.

A field widget knows its value and nothing about the block around it.
"""
