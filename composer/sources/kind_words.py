"""The words by which the kinds of item are known: what titles, categories and texts say."""

from __future__ import annotations

import re

from composer.library.item import Kind


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


TENDER = _words(
    r"\b(invitations?\s+to\s+(tender|quote|bid)|ITT|requests?\s+for\s+(proposals?|quotations?|tenders?|quotes?"
    r"|information)|RF[PQT]"
    r"|calls?\s+for\s+(tenders?|bids|proposals|quotations|suppliers|contractors)|expressions?\s+of\s+interest|EOIs?|procurement|commissioning\s+brief|contract\s+notice"
    r"|(opportunity|opportunities|invited?)\s+to\s+(tender|quote|bid)|pre-?qualification\s+questionnaire"
    r"|(?<!legal\s)tenders?(?!\s+(?:loving|care|age|moments?|love|heart|touch|years?|words|hugs?|music)\b)|tendering)\b"
)
TENDER_WON = _words(r"\b(w[io]ns?|winning|awarded|secured?)\b")
"""In a title about a tender that is over."""
TENDER_BODY = _words(
    r"\b(invitation\s+to\s+tender|tender\s+(process|documents?|pack)|requests?\s+for\s+(proposals|quotations)"
    r"|submit\w*\s+(a\s+|your\s+|their\s+)?(bid|tender|quote|quotation|proposal)|how\s+to\s+(bid|tender|quote)"
    r"|(invit(e|es|ing)|seek(s|ing)?|welcom(e|es|ing))\s+(\w+\s+){0,2}(quotes|quotations|bids|tenders|proposals"
    r"|expressions\s+of\s+interest)"
    r"|send\s+(us\s+)?(your|a|their)\s+(\w+\s+)?(quote|quotation|proposal|bid|tender)"
    r"|(suppliers?|contractors?|consultants?|consultanc(y|ies)|agencies|organisations?|companies|firms|builders|bidders)\s+are\s+invited\s+to"
    r"|(suppliers?|contractors?|consultants?|evaluators?|freelancers?|agency|builders?)\s+(needed|wanted|required|sought)"
    r"|(send|submit)\s+(us\s+)?an?\s+([\w-]+\s+){0,2}(proposal|quote|quotation|tender|bid)\b"
    r"|proposals?\s+(of\s+no|should|must|to\s+be)|(closing\s+date|deadline)\s+for\s+(\w+\s+)?(quotes|quotations|bids"
    r"|tenders|proposals)"
    r"|(commission|appoint|contract)\s+an?\s+(\w+\s+){0,3}(consultants?|evaluators?|agency|supplier|contractor"
    r"|researcher|freelancer|designer)"
    r"|contract\s+value|terms\s+of\s+reference)\b"
)
BIG_DAY = _words(
    r"\b((?:awareness|world|national|international|global|european|uk|british)"
    r"(?:\s+(?!(?:this|last|next|a|per|every|each|one|the|to)\b)[\w’'&-]+){0,6}?\s+(?:day|week|weekend|fortnight|month)"
    r"|(?:world|international|european)\s+day\s+(?:of|for|against)\s+(?:the\s+)?[\w’'-]+"
    r"|movember|stoptober|veganuary|dry\s+january"
    r"|awareness\s+(?:day|week|weekend|fortnight|month|campaign)|(?:week|month|day)\s+of\s+action|giving\s+tuesday)\b"
)
NAMED_WEEK = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]+|of|for|and|the|against)){0,6}\s+(?:Week|Month|Fortnight|Day)\b")
NOT_A_BIG_DAY = _words(
    r"\b((open|study|training|away|sports?|fun|information|family|action|volunteer|birth|work(ing)?|christmas|boxing"
    r"|new\s+year[’']?s|pay"
    r"|moving|wedding|results|election|polling|taster|market|match|clean-?up|planting|practice|mother[’']?s"
    r"|father[’']?s|valentine[’']?s"
    r"|st\.?\s+\w+[’']?s)\s+days?|(first|last|every|one|bad|good|big|next|this|that|each|half-?term"
    r"|freshers?[’']?)\s+(day|week|month|fortnight)s?"
    r"|of\s+the\s+(day|week|month|year)|in\s+the\s+life)\b"
)
EVENT = _words(
    r"\b(conferences?|webinars?|workshops?|seminars?|symposium|training(\s+(day|course|session))?|masterclass|AGM"
    r"|annual\s+general\s+meeting"
    r"|open\s+(day|evening|morning|house|gardens?)|coffee\s+(morning|afternoon)|drop-?in|roadshow|festival|fair"
    r"|launch\s+event|study\s+day"
    r"|meet-?up|concert|exhibition|walk(?!-in)|picnic|quiz|lecture|talk|panel|networking|forum|summit|fun\s+day"
    r"|reception|screening|meeting"
    r"|course|class(es)?|session|party|celebration|ball|gala|dinner|supper|lunch|breakfast|tea|show|performance|sale"
    r"|market|tour|service\s+of"
    r"|vigil|memorial\s+service|marathon|run|ride|swim|hustings|parade|ceilidh|disco|auction|raffle\s+draw|taster"
    r"|retreat|camp|evening"
    r"|save\s+the\s+date|birthday|carols?|poetry|hackathon|town\s+hall|q\s?&\s?a|in\s+conversation)\b"
)
BOOKING = _words(
    r"\b(book\s+(your|a|now|here|online|tickets?)|tickets?\b|register\s+(here|now|online|for|your)"
    r"|places\s+are\s+limited|join\s+us\s+(on|for|at)"
    r"|doors\s+open|venue\s*:|RSVP|eventbrite|free\s+to\s+attend|to\s+attend)"
)
OVER = _words(
    r"\b(look(ing|ed)?\s+back|how\s+(the|our|it)\s+[\w\s]{0,30}went|was\s+a\s+(great\s+|huge\s+)?success"
    r"|thank\s+you\s+to\s+(every|all)|round-?up|recap"
    r"|road\s+clos(ed|ures?)|report\s+from|highlights\s+(of|from)|in\s+pictures|postponed|cancelled)\b"
)
BLOG = _words(
    r"\b(guest\s+)?blog(s|ger|post|\s+post)?\b|\bguest\s+(post|column|article)\b|\bvlog\b|\bmy\s+story\b|\bday\s+in\s+the\s+life\b"
)
BLOG_BODY = _words(
    r"\b((in|for)\s+(this|her|his|their|our|my)\s+(latest\s+|guest\s+)?blog|guest\s+blog|(s?he|they"
    r"|here,?\s+\w+)\s+blogs?\b|blogs?\s+about"
    r"|writes\s+for\s+us)"
)
REPORT = _words(
    r"\b(reports?(?!\s+(?:a|an|it|your|any|back|to|from)\b)|surveys?|studies|study\s+(finds|shows|reveals)|research"
    r"|findings|evaluations?|inquiry|review"
    r"|white\s+paper|briefings?|statistics|figures|toolkits?|guidance|guidelines?|guides?|handbook|publications?"
    r"|strategy|case\s+stud(y|ies)"
    r"|annual\s+review|fact\s?-?sheets?|manifesto|accounts)\b"
)
REPORT_BODY = _words(
    r"\b(download\s+(a\s+copy\s+of\s+)?(the|our|this)\s+(full\s+)?(report|survey|study|toolkit|guide|guidance|summary"
    r"|findings|publication)"
    r"|(read|download)\s+(the|our)\s+(\w+\s+){0,2}(report|survey|study|review|accounts)|\(\s?pdf\b|copies\s+of\s+the\s+(full\s+)?report|\.pdf\b|executive\s+summary"
    r"|respondents|surveyed"
    r"|(publish(es|ed)|launch(es|ed)|releas(es|ed))\s+(a|its|the|our|their)\s+(\w+\s+){0,3}(report|survey|study"
    r"|toolkit|guide|guidance|review|findings)"
    r"|available\s+(to|for)\s+download)"
)
REPORT_OFFERED = _words(
    r"\bdownload\s+(a\s+copy\s+of\s+|your\s+(free\s+)?copy|(the|our|this|your)\s+((full|free|new|latest)\s+){0,2}"
    r"(report|survey|study|toolkit|guide|guidance|findings|publication|strategy|briefing|review))"
)
REPORT_OF_OURS = _words(
    r"\b(our|we(\s+have|[’']ve)?\s+(published|launched|released|produced))\s+(\w+\s+){0,4}(reports?|study|survey"
    r"|research|findings|toolkit|guide"
    r"|guidance|publication|strategy|briefing|review|evaluation)\b"
)
PERCENT = re.compile(r"\b\d{1,3}\s?(%|per\s?cent)")
JOB = _words(
    r"\b(vacanc(y|ies)|job\s+(opportunity|opportunities|vacancy|advert)|we(’|'|\sa)re\s+(hiring|recruiting)"
    r"|join\s+our\s+(staff\s+)?team"
    r"|now\s+recruiting|salary\s*:|recruitment\s+pack)\b"
)
JOB_BODY = _words(
    r"\b(salary|per\s+annum|job\s+(pack|description)|FTE|send\s+your\s+cv|hours\s+per\s+week|interviews?\s+(on|will"
    r"|are)|interviews?\s*:)\b"
)
CATEGORIES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "blog",
        _words(
            r"\b(guest\s+)?blog(s|ger|post|\s+post)?\b|\bguest\s+(posts?|columns?|articles?|writers?)\b|\bvlogs?\b"
            r"|\bopinions?\b|\bcomment\b"
        ),
    ),
    ("tender", TENDER),
    ("event", _words(r"\b(events?|training|webinars?|workshops?|conferences?|what[’']?s\s+on|diary)\b")),
    ("awareness", _words(r"\bawareness\s+(days?|weeks?|months?|campaigns?)\b")),
    ("report", _words(r"\b(reports?|publications?|research|resources?|toolkits?|briefings?)\b")),
)
"""What the name of a site's category says; the first that suits counts."""
JOB_CATEGORY = _words(r"\b(vacanc(y|ies)|jobs?|careers?|recruitment|work\s+(with|for)\s+us)\b")

STEMS: dict[re.Pattern[str], tuple[str, ...]] = {
    BOOKING: ("book", "ticket", "register", "places", "join", "doors", "venue", "rsvp", "eventbrite", "attend"),
    BLOG_BODY: ("blog", "writes"),
    REPORT_BODY: (
        *("report", "survey", "study", "toolkit", "guid", "summary", "findings", "publication", "review", "pdf", "respondents"),
        *("download", "accounts"),
    ),
    REPORT_OFFERED: ("download",),
    PERCENT: ("%", "cent"),
}
"""For patterns looked for in whole texts: one of these stands, in small letters, in all they find; words are found faster."""


def may_hold(pattern: re.Pattern[str], low: str) -> bool:
    """False where ``pattern`` cannot find anything in a text, given in small letters."""
    return any(stem in low for stem in STEMS[pattern])
