"""What a column of somebody's file can be: the fields an import knows, the headings they go by, and what their cells say.

Headings are compared without capitals, accents, blanks and punctuation: ``E-mail 1 - Value`` is ``email1value``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from composer.contacts.contact import clean_text, fold
from composer.i18n import N_

FIELDS: dict[str, str] = {
    "email": N_("E-mail address"),
    "other_email": N_("Another e-mail address"),
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "full_name": N_("Full name"),
    "language": N_("Language"),
    "status": N_("Status (subscribed, unsubscribed, bounced)"),
    "unsubscribed": N_("Unsubscribed (yes or a date)"),
    "bounced": N_("Address does not exist (yes or a date)"),
    "subscribed": N_("Agreed to get letters (yes or no)"),
    "basis_date": N_("When they agreed"),
    "basis_source": N_("Where they agreed"),
    "extra": N_("Keep under the column’s own name"),
}
"""Every field a column may be mapped to, and how it is said. A column mapped to nothing is left out."""

SEVERAL_COLUMNS = frozenset({"other_email", "extra", "unsubscribed", "bounced", "status", "subscribed"})
"""Fields more than one column may be mapped to."""

_HEADINGS: dict[str, str] = {
    "email": """
        email emailaddress emailaddresses emails mail mailaddress emailid emailaddr primaryemail primaryemailaddress
        emailprimary email1 email1value email1address emailaddress1 workemail homeemail personalemail privateemail
        contactemail subscriberemail memberemail youremail useremail emailwork emailhome emailadres emailadresse mailadresse
        epostadresse epost emailanschrift courriel adresseemail adressemail adressedecourriel adresseelectronique
        adressecourriel mel correo correoelectronico direcciondecorreo direcciondecorreoelectronico emailcorreo epostadress
        mejl mejladress mailadress emailadress postaelettronica indirizzoemail enderecodeemail
    """,
    "other_email": """
        secondaryemail email2 email2value email2address email3 email3value email3address email4 email5 emailaddress2
        emailaddress3 additionalemail alternativeemail alternateemail otheremail zweiteemail weitereemail autreemail
        otrocorreo
    """,
    "first_name": """
        firstname first fname forename forenames givenname givennames christianname vorname vornamen rufname prenom prenoms
        nombredepila primernombre fornamn tilltalsnamn voornaam nome fornavn
    """,
    "last_name": """
        lastname last lname surname familyname secondname nachname familienname zuname nomdefamille apellido apellidos
        primerapellido efternamn slaktnamn achternaam cognome etternavn efternavn sobrenome
    """,
    "full_name": """
        name fullname displayname contactname membername subscribername yourname nom nomcomplet nometprenom prenometnom
        nombre nombrecompleto nombreyapellidos apellidosynombre namn fullstandigtnamn navn vollstandigername vorundnachname
        naam contact person fn names
    """,
    "language": """
        language preferredlanguage lang locale sprache langue idioma sprak taal
    """,
    "status": """
        status subscriberstatus subscriptionstatus emailstatus marketingstatus emailmarketingstatus optinstatus
        membershipstatus emailsubscriptionstatus statut estado anmeldestatus
    """,
    "unsubscribed": """
        unsubscribed unsubscribe unsubscribedat unsubscribedate unsubscribedon unsubscribetime unsubtime unsub optout
        optedout optouttime optoutdate emailoptout emailoptedout hasoptedoutofemail donotemail donotmail donotcontact nomail
        noemail nomailings abgemeldet abmeldung abmeldedatum desinscrit desabonne desinscription baja dadodebaja fechadebaja
        avregistrerad avanmald complained complaint spamcomplaint markedasspam
    """,
    "bounced": """
        bounced hardbounced hardbounce bounce bouncedat bounceddate isbounced cleaned cleantime undeliverable invalidemail
    """,
    "subscribed": """
        subscribed issubscribed optin optedin emailoptin newsletter newsletteroptin wantsnewsletter receivesnewsletter
        consent consented gdprconsent emailconsent marketingconsent emailmarketingconsent acceptsmarketing
        acceptsemailmarketing mailinglist einwilligung angemeldet abonne inscrit consentement suscrito consentimiento
        prenumererar samtycke
    """,
    "basis_date": """
        optintime optindate optinat confirmtime confirmedat consentdate dateofconsent consentedat consenton subscribedat
        subscribeddate subscribedon subscribedate subscriptiondate dateadded dateadd signupdate signedup signeduponat
        signedupat signupon datejoined joined joindate joinedat joinedon membersince createdat created anmeldedatum
        eingewilligtam beitrittsdatum dateinscription datedinscription inscritle fechadealta fechadesuscripcion anmaldatum
        samtyckesdatum
    """,
    "basis_source": """
        optinsource consentsource source signupsource sourceofconsent howtheyagreed herkunft quelle origen kalla
    """,
}
_FIELD_OF_HEADING: dict[str, str] = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
_EMAIL_LIKE = re.compile(r"^(?:.*[^a-z])?e-?mails?(?:\s*-?\s*address)?$")

_NO = frozenset(
    {"0", "n", "no", "false", "f", "off", "never", "none", "-", "nein", "non", "nej", "faux", "falsch", "falskt", "falso"}
)
_SAID_NO = re.compile(
    r"unsub|opt(?:ed)?[ -]?out|abgemeldet|desinscrit|desabonne|dado de baja|^baja$|avregistr|avanmal|do not|removed"
)
_COMPLAINED = re.compile(r"complain|spam|abuse|junk")
_BOUNCED = re.compile(r"(?<!soft )(?<!soft-)(?<!soft_)bounce|cleaned|undeliverable|invalid|does not exist")
_NOT_ON_IT = re.compile(
    r"not[ -]?subscribed|non[ -]?subscribed|unconfirmed|pending|inactive|disabled|archived|deleted|suppress|block|blacklist"
)

Saying = Literal["", "unsubscribed", "complained", "bounced", "not_agreed"]
"""What a row says of a person: nothing against writing to them; one of three reasons never to; or that they never agreed."""


def field_of_heading(heading: str) -> str:
    """The field a column with this heading most likely holds; empty where the heading tells nothing."""
    folded = fold(clean_text(heading))
    found = _FIELD_OF_HEADING.get("".join(character for character in folded if character.isalnum()), "")
    if not found and len(folded) < 60 and _EMAIL_LIKE.match(folded):
        return "email"
    return found


def what_a_cell_says(field: str, cell: str) -> Saying:
    """What the cell of a column mapped to ``status``, ``unsubscribed``, ``bounced`` or ``subscribed`` says."""
    said = fold(cell).strip(" .!\"'")
    if field == "status":
        return _what_a_status_says(said)
    if field == "subscribed":
        if said in _NO or _SAID_NO.search(said):
            return "unsubscribed"
        return "" if said else "not_agreed"
    if not said or said in _NO or said == "subscribed" or (said[:4] == "0000"):
        return ""
    if field == "bounced":
        return "bounced"
    return "complained" if _COMPLAINED.search(said) else "unsubscribed"


def _what_a_status_says(said: str) -> Saying:
    if _COMPLAINED.search(said):
        return "complained"
    if _BOUNCED.search(said):
        return "bounced"
    if _SAID_NO.search(said):
        return "unsubscribed"
    return "not_agreed" if _NOT_ON_IT.search(said) else ""


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def read_day(cell: str) -> date | None:
    """The day a cell begins with: ``2026-03-01``, ``1/3/2026`` or ``01.03.2026`` (day first, unless only month first can be).

    None where it is none.
    """
    iso = _ISO.match(cell.strip())
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        written = _DAY_FIRST.match(cell.strip())
        if not written:
            return None
        day, month, year = (int(part) for part in written.groups())
        if month > 12:
            day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None
