"""What providers of mail ask a domain to publish: the part of its SPF record, and the names their DKIM keys usually have.

From the providers' own set-up pages, as known in 2026; a name that is missing here only means less is said.
"""

from __future__ import annotations

from dataclasses import dataclass

GENERAL_SELECTORS = ("default", "mail", "dkim", "k1", "s1", "s2", "selector1", "selector2", "google")
"""Tried where the provider is not known; keys under other names cannot be seen."""


@dataclass(frozen=True)
class ProviderRecords:
    """What one provider wants.

    Attributes:
        spf: what has to stand in the SPF record; empty where letters leave under the provider's own return address.
        selectors: names its DKIM keys usually have.
    """

    spf: str = ""
    selectors: tuple[str, ...] = ()


_KNOWN: dict[str, ProviderRecords] = {
    "m365": ProviderRecords("include:spf.protection.outlook.com", ("selector1", "selector2")),
    "google": ProviderRecords("include:_spf.google.com", ("google",)),
    "google-relay": ProviderRecords("include:_spf.google.com", ("google",)),
    "fastmail": ProviderRecords("include:spf.messagingengine.com", ("fm1", "fm2", "fm3")),
    "zoho": ProviderRecords("", ("zoho", "zmail")),
    "ionos": ProviderRecords("include:_spf-eu.ionos.com", ("s1-ionos", "s2-ionos")),
    "brevo": ProviderRecords("", ("brevo1", "brevo2", "mail")),
    "mailgun": ProviderRecords("include:mailgun.org", ("smtp", "k1", "mx", "pic")),
    "postmark": ProviderRecords("", ("pm",)),
    "sendgrid": ProviderRecords("", ("s1", "s2")),
    "ses": ProviderRecords("", ()),
}


def records_of(preset_id: str) -> ProviderRecords:
    """What a provider wants; nothing where it is not known."""
    return _KNOWN.get(preset_id, ProviderRecords())
