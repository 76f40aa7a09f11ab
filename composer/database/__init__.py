"""Engine and schema. SQLite (WAL) by default, PostgreSQL by URL; SQLAlchemy Core only, no ORM.

Statements live with the room that needs them (library, document's store, contacts, delivery). What only one engine has
stays in ``search.py``.
"""
