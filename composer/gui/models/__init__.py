"""Qt item models and caches over core values. A model never changes the core: it shows rows it was given."""
