"""What a database says when it fails, in words a person can act on."""

from __future__ import annotations

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from composer.errors import WorkspaceError
from composer.i18n import N_, _

_ASK = N_("Ask whoever looks after this computer.")

# What the engines write, in part and in lower case; what happened; what to do. The first that is found counts.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    ("disk is full", N_("The disk is full."), N_("Make room on it. What was saved before is safe.")),
    ("no space left on device", N_("The disk is full."), N_("Make room on it. What was saved before is safe.")),
    (
        "database is locked",
        N_("Another program has been writing to your workspace for too long."),
        N_("Close other windows of Newsletter Composer, then try again."),
    ),
    (
        "readonly database",
        N_("Your workspace can be read but not written."),
        N_("See whether you may write in its folder."),
    ),
    ("unable to open database", N_("Your workspace cannot be opened."), N_("See whether its folder still exists and is yours.")),
    ("file is not a database", N_("The file of your workspace is not a database."), N_("Put back a copy of it.")),
    ("disk image is malformed", N_("The file of your workspace is damaged."), N_("Put back a copy of it.")),
    ("disk i/o error", N_("The disk of your workspace could not be read or written."), _ASK),
    (
        "password authentication failed",
        N_("The database server refused the sign-in."),
        N_("See whether the password is right."),
    ),
    ("no password supplied", N_("The database server wants a password."), N_("Give it in the address of the workspace.")),
    ("could not translate host name", N_("The database server was not found."), N_("See whether its name is right.")),
    ("failed to resolve host", N_("The database server was not found."), N_("See whether its name is right.")),
    ("connection refused", N_("The database server does not answer."), N_("See whether it is running.")),
    ("connection failed", N_("The database server was not reached."), N_("See whether it is running and the network is up.")),
    ("connection timeout", N_("The database server was not reached."), N_("See whether it is running and the network is up.")),
    ("deadlock detected", N_("Two programs wanted to write the same at the same moment."), N_("Try again.")),
    ("server closed the connection", N_("The database server closed the connection."), N_("Try again.")),
    ("terminating connection", N_("The database server closed the connection."), N_("Try again.")),
)


def as_workspace_error(error: BaseException) -> WorkspaceError | None:
    """The failure in plain words; None where it is none of those a user can do something about (then it is our mistake)."""
    if type(error).__name__ == "IntegrityError":  # of either driver: it quotes what was written, which may be anybody's words
        return None
    words = str(error).lower()
    for sign, message, remedy in _MEANINGS:
        if sign in words:
            return WorkspaceError(_(message), _(remedy), details=str(error))
    return None


def explain_failures(engine: Engine) -> None:
    """From now on the engine raises :class:`WorkspaceError` for failures of disk, lock, server and sign-in."""

    @event.listens_for(engine, "handle_error", retval=True)
    def _explain(context: ExceptionContext) -> WorkspaceError | None:
        return as_workspace_error(context.original_exception)
