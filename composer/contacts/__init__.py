"""Who: people, their lists, who must not be written to, and how people come in from files.

Nothing here sends or shows anything. Statements are SQLAlchemy Core and run on both engines. An import never undoes a
"no": :mod:`composer.contacts.suppressions` outlives the contact, the list and the next import.
"""
