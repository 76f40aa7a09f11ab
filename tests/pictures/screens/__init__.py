"""The gallery: a scripted way through every screen, the pictures taken on it, and what no picture may show."""
