"""The check of a sender's domain: what stands in the DNS, what it means for letters, and what to ask whoever looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from composer.delivery.addresses import ascii_address
from composer.delivery.name_service import NameService
from composer.delivery.presets import preset_for, preset_for_host
from composer.delivery.sender_domain.providers import GENERAL_SELECTORS, ProviderRecords, records_of
from composer.delivery.sender_domain.records import DkimKey, dkim_keys, read_dmarc
from composer.delivery.sender_domain.spf import MOST_LOOK_UPS, SpfRecord, read_spf
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account

State = Literal["good", "advice", "bad", "unknown"]
_SHORT_KEY, _GOOD_KEY = 1024, 2048


@dataclass(frozen=True)
class DomainFinding:
    """One thing that was looked at.

    Attributes:
        topic: ``mx``, ``spf``, ``dkim``, ``dmarc`` or ``alignment``.
        words: what it is and what follows, for people.
        ask: what to ask IT for, as they can use it; empty where nothing is to be done.
    """

    topic: str
    state: State
    words: str
    ask: str = ""


@dataclass(frozen=True)
class DomainReport:
    """What was found for the domain letters come from."""

    domain: str
    findings: tuple[DomainFinding, ...]

    @property
    def state(self) -> State:
        """The worst of all."""
        there = {finding.state for finding in self.findings}
        order: tuple[State, ...] = ("bad", "unknown", "advice", "good")
        return next((state for state in order if state in there), "unknown")

    def request(self) -> str:
        """A letter to IT with everything that is asked for; empty where nothing is."""
        asked = [finding.ask for finding in self.findings if finding.ask]
        if not asked:
            return ""
        head = _("We send our newsletter from addresses at {domain}. For it to arrive, please:").format(domain=self.domain)
        return "\n".join([head, "", *(f"{number}. {words}" for number, words in enumerate(asked, 1))])


def check_domain(account: Account, names: NameService | None = None) -> DomainReport:
    """Look at everything. Blocks for some seconds: call it in a worker.

    Raises:
        InputError: the account has no sender address. NoAnswerError: the DNS does not answer.
    """
    if not account.from_email or account.practice:
        raise InputError(_("This account has no sender address to look at."), _("Give one in its settings."))
    address = ascii_address(account.from_email)
    domain = address.rpartition("@")[2].lower()
    return _Check(account, domain, names or NameService()).report()


class _Check:
    def __init__(self, account: Account, domain: str, names: NameService) -> None:
        self._account = account
        self._domain = domain
        self._names = names
        preset = preset_for_host(account.smtp_host)
        self._provider = preset.name if preset is not None else ""
        self._wanted: ProviderRecords = records_of(preset.id if preset is not None else "")
        home = preset_for(f"x@{domain}")
        self._free_mail = home.name if home is not None and domain in home.domains else ""
        self._away = bool(self._free_mail) and (preset is None or home is None or preset.id != home.id)

    def report(self) -> DomainReport:
        if self._free_mail:
            return DomainReport(self._domain, (self._of_a_provider(),))
        spf, spf_counts = self._spf()
        dkim = self._dkim()
        return DomainReport(self._domain, (self._mx(), spf, dkim, self._dmarc(), self._alignment(spf_counts, dkim.state)))

    def _of_a_provider(self) -> DomainFinding:
        domain, name = self._domain, self._free_mail
        if self._away:
            return DomainFinding(
                "alignment",
                "bad",
                _(
                    "Addresses at {domain} belong to {name}, and only its own servers may send for them: letters through "
                    "{host} will be refused or end in spam."
                ).format(domain=domain, name=name, host=self._account.smtp_host),
                _("Give us an address at the organisation’s own domain for the newsletter."),
            )
        return DomainFinding(
            "alignment",
            "advice",
            _("{name} looks after {domain} itself. An address at your own domain is believed more readily.").format(
                name=name, domain=domain
            ),
        )

    def _mx(self) -> DomainFinding:
        domain = self._domain
        servers = self._names.mail_servers(domain)
        if servers and servers != (".",):
            return DomainFinding("mx", "good", _("{domain} can receive letters, so answers arrive.").format(domain=domain))
        if not servers and self._names.addresses(domain):
            return DomainFinding(
                "mx",
                "advice",
                _("{domain} has no mail server of its own (MX); answers may arrive all the same.").format(domain=domain),
                _("Publish an MX record for {domain}.").format(domain=domain),
            )
        return DomainFinding(
            "mx",
            "bad",
            _("{domain} cannot receive letters. Outlook and others refuse senders nobody can answer.").format(domain=domain),
            _("Publish an MX record for {domain}, or give us an address at a domain that has one.").format(domain=domain),
        )

    # -- SPF --------------------------------------------------------------------------------------------------------------------

    def _spf(self) -> tuple[DomainFinding, bool]:
        """The finding, and whether our server is known to be allowed."""
        domain, wanted = self._domain, self._wanted.spf
        record = read_spf(self._names, domain)
        part = wanted or f"a:{self._account.smtp_host}"
        if not record.records:
            words = _("{domain} does not say who may send for it (no SPF record). Gmail, Yahoo and Outlook want it.")
            ask = _("Publish at {domain} the TXT record: v=spf1 {part} ~all").format(domain=domain, part=part)
            return DomainFinding("spf", "bad", words.format(domain=domain), ask), False
        fault = self._spf_fault(record)
        if fault is not None:
            return fault, False
        if wanted and wanted.partition(":")[2].lower() in record.names:
            words = _("{provider} may send for {domain} (SPF).").format(provider=self._provider, domain=domain)
            return DomainFinding("spf", "good", words), True
        if record.allows(self._names.addresses(self._account.smtp_host)):
            words = _("{host} may send for {domain} (SPF).").format(host=self._account.smtp_host, domain=domain)
            return DomainFinding("spf", "good", words), True
        if wanted:
            words = _("{provider} is not among those who may send for {domain} (SPF): letters may end in spam.").format(
                provider=self._provider, domain=domain
            )
            ask = _("In the SPF record of {domain}, before its “all”, add: {part}").format(domain=domain, part=wanted)
            return DomainFinding("spf", "bad", words, ask), False
        words = _(
            "{domain} says who may send for it (SPF). Whether that is where {host} sends from cannot be seen from here; the "
            "letter to yourself shows it."
        ).format(domain=domain, host=self._account.smtp_host)
        return DomainFinding("spf", "unknown", words), False

    def _spf_fault(self, record: SpfRecord) -> DomainFinding | None:
        domain = self._domain
        if len(record.records) > 1:
            words = _("{domain} has {count} SPF records, and so none counts.").format(domain=domain, count=len(record.records))
            return DomainFinding("spf", "bad", words, _("Join the SPF records of {domain} into one.").format(domain=domain))
        if record.lookups > MOST_LOOK_UPS:
            words = _("The SPF record of {domain} asks for {count} look-ups; receivers stop after {most}, and then none counts.")
            ask = _("Shorten the SPF record of {domain} to {most} look-ups: leave out what no longer sends.")
            return DomainFinding(
                "spf",
                "bad",
                words.format(domain=domain, count=record.lookups, most=MOST_LOOK_UPS),
                ask.format(domain=domain, most=MOST_LOOK_UPS),
            )
        if record.broken:
            words = _("The SPF record of {domain} has a mistake: “{part}”.").format(domain=domain, part=record.broken[0])
            ask = _("Correct “{part}” in the SPF record of {domain}.").format(domain=domain, part=record.broken[0])
            return DomainFinding("spf", "bad", words, ask)
        if record.ending == "+":
            words = _("The SPF record of {domain} lets anybody in the world send in its name.").format(domain=domain)
            return DomainFinding("spf", "bad", words, _("End the SPF record of {domain} with ~all.").format(domain=domain))
        return None

    # -- DKIM -------------------------------------------------------------------------------------------------------------------

    def _dkim(self) -> DomainFinding:
        domain = self._domain
        selectors = (*self._wanted.selectors, *(() if self._wanted.selectors else GENERAL_SELECTORS))
        keys = dkim_keys(self._names, domain, selectors)
        usable = [key for key in keys if not key.revoked and key.bits]
        if usable:
            return self._dkim_key(max(usable, key=lambda key: key.bits + (10_000 if key.kind == "ed25519" else 0)))
        ask = _("Switch on DKIM signing for {domain} ({provider} shows the record to publish).").format(
            domain=domain, provider=self._provider or _("the mail server’s administration")
        )
        if self._wanted.selectors:
            words = _(
                "{provider} does not sign letters of {domain}, or its key has an unusual name (DKIM). Gmail and Outlook want a "
                "signature from those who send much."
            ).format(provider=self._provider, domain=domain)
            return DomainFinding("dkim", "bad", words, ask)
        words = _(
            "No key for signatures (DKIM) was found at {domain} under the usual names. It may have another one; the letter to "
            "yourself shows it."
        ).format(domain=domain)
        return DomainFinding("dkim", "unknown", words, ask)

    def _dkim_key(self, key: DkimKey) -> DomainFinding:
        domain = self._domain
        if key.kind != "ed25519" and key.bits < _SHORT_KEY:
            words = _("The key for signatures of {domain} (DKIM, “{selector}”) has only {bits} bits and is not believed.")
            ask = _("Replace the DKIM key “{selector}” of {domain} by one of {good} bits.")
            state: State = "bad"
        elif key.kind != "ed25519" and key.bits < _GOOD_KEY:
            words = _("Letters of {domain} can be signed (DKIM, “{selector}”, {bits} bits).")
            ask = _("When there is time, replace the DKIM key “{selector}” of {domain} by one of {good} bits.")
            state = "advice"
        else:
            words, ask, state = _("Letters of {domain} can be signed (DKIM, “{selector}”)."), "", "good"
        told = {"domain": domain, "selector": key.selector, "bits": key.bits, "good": _GOOD_KEY}
        return DomainFinding("dkim", state, words.format(**told), ask.format(**told))

    # -- DMARC ------------------------------------------------------------------------------------------------------------------

    def _dmarc(self) -> DomainFinding:
        domain = self._domain
        found = read_dmarc(self._names, domain)
        if found is None:
            words = _("{domain} has no DMARC record. Gmail, Yahoo and Outlook want one from those who send much.")
            ask = _("Publish at _dmarc.{domain} the TXT record: v=DMARC1; p=none; rua=mailto:dmarc@{domain}")
            return DomainFinding("dmarc", "bad", words.format(domain=domain), ask.format(domain=domain))
        if found.many:
            words = _("{domain} has more than one DMARC record, and so none counts.").format(domain=found.domain)
            ask = _("Leave one DMARC record at _dmarc.{domain}.").format(domain=found.domain)
            return DomainFinding("dmarc", "bad", words, ask)
        if found.policy not in ("none", "quarantine", "reject"):
            words = _("The DMARC record of {domain} does not say what is to be done (p=), and so does not count.")
            ask = _("In the DMARC record of {domain}, add p=none at least.")
            return DomainFinding("dmarc", "bad", words.format(domain=found.domain), ask.format(domain=found.domain))
        strict = _(" It is strict: only letters from exactly {domain} count as its own.").format(domain=found.domain)
        words = {
            "none": _("{domain} has a DMARC record; letters in its name that are not from it are only watched (p=none)."),
            "quarantine": _("{domain} has a DMARC record; letters that are not from it end in spam."),
            "reject": _("{domain} has a DMARC record; letters that are not from it are refused."),
        }[found.policy].format(domain=found.domain)
        return DomainFinding("dmarc", "good", words + (strict if found.strict else ""))

    def _alignment(self, spf_counts: bool, dkim: State) -> DomainFinding:
        domain = self._domain
        signed = dkim in ("good", "advice")
        if spf_counts and signed:
            return DomainFinding(
                "alignment", "good", _("Both proofs are of {domain} itself, as DMARC wants.").format(domain=domain)
            )
        if spf_counts or signed:
            words = _("One proof of two is of {domain} itself, which is enough for DMARC; a forwarded letter may lose it.")
            return DomainFinding("alignment", "advice", words.format(domain=domain))
        words = _("It cannot be seen that letters prove to be from {domain}: send the letter to yourself to be certain.")
        return DomainFinding("alignment", "unknown", words.format(domain=domain))
