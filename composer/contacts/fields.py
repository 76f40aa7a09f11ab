"""What a column of somebody's file can be: the fields an import knows, the headings they go by, and what their cells say.

Headings are compared without capitals, accents, blanks and punctuation: ``E-mail 1 - Value`` is ``email1value``.
"""

from __future__ import annotations

import re

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
    "left_lists": N_("Lists they left"),
    "basis_date": N_("When they agreed"),
    "basis_source": N_("Where they agreed"),
    "tags": N_("Tags"),
    "extra": N_("Keep under the column’s own name"),
}
"""Every field a column may be mapped to, and how it is said. A column mapped to nothing is left out."""

SEVERAL_COLUMNS = frozenset({"other_email", "extra", "tags", "unsubscribed", "bounced", "status", "subscribed"})
"""Fields more than one column may be mapped to."""

_HEADINGS: dict[str, str] = {
    "email": """
        email emailaddress emailaddresses emails mail mailaddress emailid emailaddr primaryemail primaryemailaddress
        emailprimary email1 email1value email1address emailaddress1 workemail homeemail personalemail privateemail
        contactemail subscriberemail memberemail youremail useremail emailwork emailhome emailadres emailadresse mailadresse
        epostadresse epost emailanschrift courriel adresseemail adressemail adressedecourriel adresseelectronique
        adressecourriel mel correo correoelectronico direcciondecorreo direcciondecorreoelectronico emailcorreo epostadress
        mejl mejladress mailadress emailadress postaelettronica indirizzoemail enderecodeemail adressedemessagerie
        ebost cyfeiriadebost
    """,
    "other_email": """
        secondaryemail email2 email2value email2address email3 email3value email3address email4 email5 emailaddress2
        emailaddress3 email2adresse email3adresse additionalemail alternativeemail alternateemail otheremail
        zweiteemail weitereemail autreemail adressedemessagerie2 adressedemessagerie3
        otrocorreo
    """,
    "first_name": """
        firstname first fname forename forenames givenname givennames christianname vorname vornamen rufname prenom prenoms
        nombredepila primernombre fornamn tilltalsnamn voornaam nome fornavn imie namefirst enwcyntaf
    """,
    "last_name": """
        lastname last lname surname familyname secondname nachname familienname zuname nomdefamille apellido apellidos
        primerapellido efternamn slaktnamn achternaam cognome etternavn efternavn sobrenome nazwisko namelast
        cyfenw enwolaf
    """,
    "full_name": """
        name fullname displayname contactname membername subscribername yourname nom nomcomplet nometprenom prenometnom
        nombre nombrecompleto nombreyapellidos apellidosynombre namn fullstandigtnamn navn vollstandigername vorundnachname
        naam contact person fn names enw enwllawn
    """,
    "language": """
        language preferredlanguage lang locale sprache langue idioma sprak taal
    """,
    "status": """
        status subscriberstatus subscriptionstatus emailstatus marketingstatus emailmarketingstatus optinstatus
        membershipstatus emailsubscriptionstatus statut estado anmeldestatus globalstatus subscriberstate subscriptionstate
        emailstate liststatus confirmed isconfirmed enabled isenabled active isactive solicitcodes solicitcode
        contactpreferences communicationpreferences statws
    """,
    "unsubscribed": """
        unsubscribed unsubscribe unsubscribedat unsubscribedate unsubscribedon unsubscribetime unsubtime unsub optout
        optedout optouttime optoutdate emailoptout emailoptedout hasoptedoutofemail donotemail donotmail donotcontact nomail
        noemail nomailings abgemeldet abmeldung abmeldedatum desinscrit desabonne desinscription baja dadodebaja fechadebaja
        avregistrerad avanmald complained complaint spamcomplaint markedasspam dne dnm dnc left hasleft removed
        excluded exclude objected objection declined refused optingout nichtanschreiben wedidaddanysgrifio
    """,
    "bounced": """
        bounced hardbounced hardbounce bounce bouncedat bounceddate isbounced cleaned cleantime undeliverable invalidemail
        mailreturned emailreturned returnedmail
    """,
    "subscribed": """
        subscribed issubscribed optin optedin emailoptin newsletter newsletteroptin wantsnewsletter receivesnewsletter
        consent consented gdprconsent emailconsent marketingconsent emailmarketingconsent acceptsmarketing
        acceptsemailmarketing mailinglist einwilligung angemeldet abonne inscrit consentement suscrito consentimiento
        prenumererar samtycke accept caniatad tanysgrifio
    """,
    "left_lists": """
        liststheyleft listsleft leftlists
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
    "tags": """
        tags tag labels label subscribertags contacttags membertags groupmembership categories category keywords
        schlagworter schlagworte kategorien kategorie etiketten etiquettes categorie libelles motscles etiquetas categorias
        taggar etiketter kategorier labelnamen etichette categorieen categoriau
    """,
}
_FIELD_OF_HEADING: dict[str, str] = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
LONGEST_QUESTION = 300
"""Characters of a heading that is a question of a form."""
_EMAIL_LIKE = re.compile(r"^(?:.*[^a-z])?e-?mails?(?:\s*-?\s*address)?$")

_WORDS_APART = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_BY_MAIL = re.compile(
    r"\b(?:sms|text|phone|telephone|tel|call|calls|fax|whatsapp|post|postal|push|app|direct mail|photos?|video|"
    r"data sharing|gift aid|cookies?|medical|parental|profiling)\b"
)
_BY_MAIL = re.compile(r"\be ?mails?\b|newsletter")
_ABOUT_IT = re.compile(
    r"\b(?:link|url|uri|href|token|hash|ip|page|count|counts|number|rate|soft|wording|text|version|method|form|campaign|issue|"
    r"issues|title|template|id)\b"
)
"""Headings with such a word tell how somebody could say no, how often, or by which letter; not that they did."""
_AGAINST: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "bounced",
        re.compile(r"\b(?:hard ?)?bounce|undeliver|unzustell|\brebot|\brebond|\binvalid e ?mail|e ?mail invalid|clean time"),
    ),
    (
        "unsubscribed",
        re.compile(
            r"unsub|\bopt(?:ed|s|ing)? ?out|\bdo not (?:\w+ )?(?:e ?mail|mail|contact|send)|"
            r"\bno (?:bulk |mass |more )?e ?mails?\b|\bdon ?t (?:e ?mail|mail|contact)|abgemeld|abmeld|abbestell|ausgetragen|"
            r"widerruf|desinscri|desabonn|desuscri|\bbaja\b|avregistr|avanmal|avprenum|afmeld|avmeld|afgemeld|uitgeschrev|"
            r"disiscri|descadastr|black ?list|block ?list|\bblocked\b|suppress|complain|"
            r"\bspam|\bjunk\b|\bdeleted\b|\bdeceased|verstorben|\bkeine? (?:e ?mails?|newsletter|werbung)|"
            r"\be ?mails? (?:disabled|blocked|suppressed)|\bon hold\b|daddanysgrifi|dad danysgrifi|"
            r"\b(?:withdr[ae]w\w*|revok\w*|declin\w*|refus\w*|object\w*|exclud\w*|stop|no longer|never|not|don ?t|does ?n ?t|"
            r"no(?! of\b)|kein\w*|nicht|ne (?:\w+ )?(?:pas|plus)|pas de|sans|dim|peidi\w*)\b"
            r".*(?:\be ?mail|\bmails?\b|newsletter|mailing|marketing|consent|subscri|contact|\bsend|envoyer|einwillig|"
            r"\be ?b[oy]st)|"
            r"\bconsent (?:\w+ )?(?:withdrawn|revoked|declined|refused|denied)"
        ),
    ),
)
_ANY_TIME = re.compile(r"\b(?:unsubscribe|opt out|withdraw|cancel|leave|stop)\b(?: \w+){0,8} any ?time\b")
"""What a question adds to put at ease: no more than that somebody could say no."""
_BOTH_ANSWERS = re.compile(r"\b(?:yes|y|ja|oui|si|ydw|true|1) (?:or |oder |ou )?(?:no|n|nein|non|nac ydw|false|0|nej|nee)\b")
_OWNER = re.compile(
    r"^(?:cn [a-z]+(?: \d+)*|constituents?|supporters?|donors?|members?|subscribers?|contacts?|customers?|billing|primary|person|"
    r"individual|your) "
)
"""How databases of supporters begin every heading: ``CnBio_First_Name``, ``Constituent: Last name``."""
_BY_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "status",
        re.compile(
            r"\b(?:subscri\w*|opt ?in|consent|permission|marketing|mailing|e ?mails?|newsletter|contact|list)\b.*"
            r"\b(?:status|state|statut|estado|zustand)\b"
        ),
    ),
    (
        "basis_date",
        re.compile(
            r"\b(?:consent\w*|opt(?:ed)? ?in|subscri(?:bed|ption)|sign(?:ed)? ?up|einwillig\w*)\b.*"
            r"\b(?:date|time|on|at|datum|am)\b|"
            r"\bdate\b.*\b(?:consent|opt(?:ed)? ?in|subscri(?:bed|ption)|sign(?:ed)? ?up)\b"
        ),
    ),
)
_ASKS = re.compile(
    r"\bsubscri(?:bed|be)\b|^(?:e ?mail |newsletter |mailing )?subscriptions?$|\bopt(?:ed|s|ing)? ?in\b|\bconsent|permission|"
    r"accepts?\b.*\bmarketing|newsletter|\bsign (?:me )?up\b|\bgdpr\b|\brgpd\b|\bdsgvo\b|werbung|caniatad|accord|"
    r"\be ?(?:mail|bost)(?:s|ing|ings)?\b.*\b(?:ok|okay|allowed|permitted|preferences?|wanted|erlaubt|erwunscht|agreed|yes)\b|"
    r"\b(?:allow|allowed|send|contact|touch|like|want|wants|wish|agree|agrees|receive|get|via|by)\b.*\be ?mail|"
    r"\be ?mail marketing|\bmarketing e ?mails?|einwillig|zustimm|\breceives?\b.*\b(?:e ?mails?|news|updates)|"
    r"\b(?:ok|may|can|happy)\b.*\be ?mail|\bmailings?\b|abonne"
)


def field_of_heading(heading: str) -> str:
    """The field a column with this heading most likely holds; empty where the heading tells nothing."""
    folded = fold(clean_text(heading))
    found = _FIELD_OF_HEADING.get("".join(character for character in folded if character.isalnum()), "")
    if found or len(folded) >= LONGEST_QUESTION:
        return found
    words = _words_of(heading)
    tells = not _about_something_else(words)
    against = next((field for field, pattern in _AGAINST if tells and pattern.search(words)), "")
    if against:
        return against
    if len(folded) < 60 and _EMAIL_LIKE.match(folded):
        return "email"
    found = next((field for field, pattern in _BY_WORDS if tells and len(words) < 80 and pattern.search(words)), "")
    return found or _FIELD_OF_HEADING.get(_OWNER.sub("", words).replace(" ", ""), "")


def asks_for_a_wish(heading: str) -> bool:
    """Whether a heading may ask if somebody wants letters ("Consent to e-mail", "subscribed_to_emails"); its cells decide."""
    words = _words_of(heading)
    return len(words) < LONGEST_QUESTION and not _about_something_else(words) and _ASKS.search(words) is not None


def asks_of_another_way(heading: str) -> bool:
    """Whether a heading asks for a wish about letters on paper, calls or short messages alone ("Post consent")."""
    words = _words_of(heading)
    other = _NOT_BY_MAIL.search(words) is not None and _BY_MAIL.search(words) is None
    return other and re.search(r"consent|opt|subscri|permi|allow|preference|status|do not|contact|marketing", words) is not None


def _about_something_else(words: str) -> bool:
    return bool(_ABOUT_IT.search(words) or (_NOT_BY_MAIL.search(words) and not _BY_MAIL.search(words)))


def _words_of(heading: str) -> str:
    apart = fold(_WORDS_APART.sub(" ", clean_text(heading)))
    words = " ".join("".join(character if character.isalnum() else " " for character in apart).split())
    return " ".join(_BOTH_ANSWERS.sub("", _ANY_TIME.sub("", words)).split())
