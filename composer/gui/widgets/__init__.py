"""Parts every page is made of: cards, chips, fields, banners, the focus ring.

They know the theme, and nothing about newsletters.
"""
