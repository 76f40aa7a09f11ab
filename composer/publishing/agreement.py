"""Agreeing to a letter before it goes: which version it is, who agreed to it, and how it is sent to those who are to agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from composer.document.sign_offs import SignOff, SignOffs, short_version, version_of
from composer.i18n import _

if TYPE_CHECKING:
    from composer.rendering.rendered import Rendered
    from composer.workspace import Workspace


@dataclass(frozen=True)
class Agreement:
    """How it stands.

    Attributes:
        version: of the letter as it is now.
        holds: the newest sign-off of exactly that; None where nobody agreed to it.
        earlier: the newest sign-off of another version; None where there is none.
    """

    version: str
    holds: SignOff | None = None
    earlier: SignOff | None = None

    @property
    def shown(self) -> str:
        """The version as people say it: ``4F2A-91C0``."""
        return short_version(self.version)


NOBODY_AGREED = Agreement("")


def agreement_of(workspace: Workspace, issue_id: str, rendered: Rendered) -> Agreement:
    """Who agreed to the letter as it was rendered."""
    version = version_of(rendered.fingerprint, rendered.subject, rendered.html, rendered.text)
    every = SignOffs(workspace.engine, workspace.clock).of(issue_id)
    return Agreement(
        version,
        next((one for one in every if one.version == version), None),
        next((one for one in every if one.version != version), None),
    )


def agree(workspace: Workspace, issue_id: str, version: str, by: str, note: str = "") -> SignOff:
    """Somebody agreed to this version.

    Raises:
        InputError: nobody was named.
    """
    return SignOffs(workspace.engine, workspace.clock).add(issue_id, version, by, note)


def withdraw(workspace: Workspace, sign_off: SignOff) -> None:
    """Take a sign-off back."""
    SignOffs(workspace.engine, workspace.clock).withdraw(sign_off.id)


def before_subject(version: str) -> str:
    """What stands before the subject of a letter that is sent to be agreed to."""
    return _("[Please agree, {version}] ").format(version=short_version(version))
