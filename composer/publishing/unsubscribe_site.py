"""The organisation's own unsubscribe page, for the workspace: its file, its trial, and reading its list before each sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from composer.delivery.unsubscribe import check_endpoint
from composer.delivery.unsubscribe_site.collecting import Collected, Proof, collect, proof_of, prove, site_key
from composer.delivery.unsubscribe_site.site_files import Kind, SiteFile, site_file, usual_endpoint
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.document.newsletter import Newsletter
    from composer.workspace import Workspace


@dataclass(frozen=True)
class SitePage:
    """How it stands with one newsletter's page.

    Attributes:
        proof: when it was last tried with success; None where readers unsubscribe by letter only.
    """

    newsletter: Newsletter
    proof: Proof | None

    @property
    def works(self) -> bool:
        """True where letters name it."""
        return self.proof is not None and self.proof.endpoint == self.newsletter.unsubscribe_endpoint != ""


def page_of(workspace: Workspace, newsletter_id: str) -> SitePage:
    """The page of a newsletter as it stands."""
    newsletter = workspace.documents.newsletter(newsletter_id)
    return SitePage(newsletter, proof_of(workspace.engine, newsletter_id))


def file_for(workspace: Workspace, newsletter: Newsletter, kind: Kind) -> SiteFile:
    """What somebody puts on the website."""
    return site_file(kind, newsletter, site_key(workspace.engine, newsletter.id))


def suggested_endpoint(newsletter: Newsletter, kind: Kind) -> str:
    """Where the page will be, judged by the website in the brand; empty where that is not known."""
    return usual_endpoint(kind, newsletter.brand.website)


def try_page(workspace: Workspace, newsletter_id: str, endpoint: str) -> SitePage:
    """Try the page as readers, mail programs and strangers would; where it does all it must, letters name it from now on.

    Raises:
        InputError: the address cannot stand in a letter. SiteError: the page does not do what it must.
        TryAgainError: the site was not reached.
    """
    endpoint = endpoint.strip()
    if not endpoint:
        raise InputError(_("Where is the page?"), _("Give its address, as the steps say."))
    if "{token}" not in endpoint:
        raise InputError(
            _("The address does not say where a letter’s mark goes."), _("Keep the {token} at its end, as in the example.")
        )
    proof = prove(workspace.engine, workspace.clock, newsletter_id, check_endpoint(endpoint))
    newsletter = msgspec.structs.replace(workspace.documents.newsletter(newsletter_id), unsubscribe_endpoint=endpoint)
    workspace.documents.save_newsletter(newsletter)
    return SitePage(newsletter, proof)


def forget_page(workspace: Workspace, newsletter_id: str) -> SitePage:
    """New letters name the page no more. It is still read, for the letters that do; all it collected stays in force."""
    newsletter = msgspec.structs.replace(workspace.documents.newsletter(newsletter_id), unsubscribe_endpoint="")
    workspace.documents.save_newsletter(newsletter)
    return SitePage(newsletter, proof_of(workspace.engine, newsletter_id))


def read_list(workspace: Workspace, newsletter_id: str) -> Collected:
    """Read who unsubscribed on the site since the last time. Nothing is done where no page ever worked.

    Links in letters that went out stay good for years, so the list is read also where new letters name the page no more.

    Raises:
        SiteError: the site did not hand over its list. TryAgainError: it was not reached.
    """
    return collect(workspace.engine, workspace.clock, newsletter_id)
