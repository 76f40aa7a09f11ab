"""Everything held about a person as one file, to be handed to them when they ask for it (UK GDPR article 15).

A page that any browser opens and prints, with the same as data inside.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from composer.contacts.contact import BASES
from composer.contacts.suppressions import REASONS
from composer.errors import InputError
from composer.i18n import N_, _
from composer.whole_file import whole_file

_WORDS: dict[str, str] = {
    "address": N_("Address"),
    "contact": N_("Who you are to us"),
    "lists": N_("Lists"),
    "not_written_to": N_("What keeps us from writing to you"),
    "letters": N_("Letters"),
    "other_addresses": N_("Other addresses of yours"),
    "tags": N_("Tags"),
    "done_with_them": N_("What we did with your record"),
    "kept_for_undoing": N_("Earlier values, kept so that a mistake can be undone"),
    "email": N_("E-mail"),
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "language": N_("Language"),
    "extra": N_("Further details"),
    "basis": N_("Why we may write to you"),
    "basis_date": N_("Since"),
    "basis_source": N_("Where you agreed"),
    "basis_wording": N_("What you were told"),
    "basis_evidence": N_("Where the proof lies"),
    "added": N_("Here since"),
    "changed": N_("Last changed"),
    "origin": N_("Came from"),
    "list": N_("List"),
    "state": N_("State"),
    "since": N_("Since"),
    "reason": N_("Reason"),
    "newsletter": N_("Newsletter"),
    "note": N_("Note"),
    "at": N_("When"),
    "lifted": N_("Lifted"),
    "lift_note": N_("How you asked to come back"),
    "issue": N_("Issue"),
    "subject": N_("Subject"),
    "sender": N_("Sender"),
    "reply": N_("What the mail server answered"),
    "merge_values": N_("What was filled in for you"),
    "what": N_("What"),
    "text": N_("In words"),
    "before": N_("Before"),
}

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
)


def access_request_page(found: Mapping[str, Any], now: datetime) -> str:
    """The page as HTML; ``found`` as :meth:`composer.contacts.store.ContactStore.everything_about` gives it."""
    title = _("Everything held about {address}").format(address=found["address"])
    parts = [f"<h1>{html.escape(title)}</h1>", f"<p>{html.escape(_('Made on {day}.').format(day=now.date().isoformat()))}</p>"]
    for name, value in found.items():
        if name == "address":
            continue
        parts.append(f"<h2>{html.escape(_(_WORDS.get(name, name)))}</h2>")
        parts.append(_shown(value) or f"<p>{html.escape(_('Nothing.'))}</p>")
    data = json.dumps(found, ensure_ascii=False, indent=2).replace("<", "\\u003c")
    return (
        f'<!doctype html><html lang="{html.escape(_("en-GB"))}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(parts)}"
        f'<script type="application/json" id="data">{data}</script></body></html>\n'
    )


def write_access_request(path: Path, found: Mapping[str, Any], now: datetime) -> None:
    """Write the page, or with a name that ends in ``.json`` the bare data; whole or not at all.

    Raises:
        InputError: it cannot be written there.
    """
    bare = path.suffix.lower() == ".json"
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n" if bare else access_request_page(found, now)
    try:
        with whole_file(path) as out:
            out.write(text.encode())
    except (OSError, ValueError) as error:
        raise InputError(
            _("“{name}” could not be written.").format(name=path.name),
            _("Check that the folder is there and that you may write in it."),
            details=str(error),
        ) from error


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        rows = [f"<tr><th>{html.escape(_label(name))}</th><td>{_cell(name, part)}</td></tr>" for name, part in value.items()]
        return f"<table>{''.join(rows)}</table>" if rows else ""
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        names = list(value[0])
        head = "".join(f"<th>{html.escape(_label(name))}</th>" for name in names)
        body = "".join(f"<tr>{''.join(f'<td>{_cell(name, row.get(name))}</td>' for name in names)}</tr>" for row in value)
        return f"<table><tr>{head}</tr>{body}</table>"
    if isinstance(value, list):
        return f"<p>{html.escape(', '.join(map(str, value)))}</p>" if value else ""
    return "" if value is None else f"<p>{html.escape(str(value))}</p>"


def _label(name: str) -> str:
    return _(_WORDS[name]) if name in _WORDS else name


def _cell(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return _shown(value)
    if name == "basis" and value in BASES:
        return html.escape(_(BASES[value]))
    if name == "reason" and value in REASONS:
        return html.escape(_(REASONS[value]))
    return html.escape("" if value is None else str(value))
