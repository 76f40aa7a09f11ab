"""The one exception tree. Each error says what happened, to what, and what to do now, in the user's words.

::

    ComposerError
    ├── InputError            what was typed, opened or dropped is not usable (command line: exit 2)
    │   ├── NotFoundError     there is no such file, issue, list, account ...
    │   └── FormatError       the file is damaged, or is not what its name says
    ├── SourceError           a source of content could not be read
    ├── RenderingError        a template is broken, or an issue cannot be rendered with it
    ├── WorkspaceError        the place where everything is kept cannot be opened or written
    ├── CredentialsError      the keyring is missing, locked or refused
    └── DeliveryError         sending stopped
        ├── AccountError      the mail server refused the sign-in, or was not reached
        └── AudienceError     nobody to send to, or the audience is not allowed

Never raise these for programming mistakes: those stay ordinary Python exceptions and reach the bug sheet.
"""

from __future__ import annotations


class ComposerError(Exception):
    """Something the user can understand and act on.

    Args:
        message: one clear sentence: what happened, to what.
        remedy: what to do now, one sentence; may be empty.
        details: technical text for whoever looks after the computers; never shown first.
    """

    def __init__(self, message: str, remedy: str = "", *, details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class InputError(ComposerError):
    """What was typed, opened or dropped is not usable."""


class NotFoundError(InputError):
    """There is no such file, issue, list or account."""


class FormatError(InputError):
    """The file is damaged, or is not what its name says."""


class SourceError(ComposerError):
    """A source of content could not be read."""


class RenderingError(ComposerError):
    """A template is broken, or an issue cannot be rendered with it."""


class WorkspaceError(ComposerError):
    """The place where everything is kept cannot be opened or written."""


class CredentialsError(ComposerError):
    """The keyring is missing, locked or refused."""


class DeliveryError(ComposerError):
    """Sending stopped."""


class AccountError(DeliveryError):
    """The mail server refused the sign-in, or was not reached."""


class AudienceError(DeliveryError):
    """Nobody to send to, or the audience is not allowed."""
