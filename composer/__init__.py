"""Newsletter Composer: a charity's website and calendars, made into a newsletter and sent one letter per person.

Downwards only (the import contract in pyproject.toml holds it): window and command line stand on the workspace, the
workspace on delivery, checks, rendering, sources and contacts, these on library and document, and those on blocks and
database. Nothing outside ``composer.gui`` knows Qt.
"""

__version__ = "0.1.0"
