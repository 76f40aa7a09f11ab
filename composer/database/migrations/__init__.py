"""Steps from one schema to the next, run by Alembic from inside the program (``composer.database.engine.migrate``).

A change in ``tables.py`` needs a new file in ``versions``, and ``engine.HEAD`` moved to it. A file
that was released never changes.
"""
