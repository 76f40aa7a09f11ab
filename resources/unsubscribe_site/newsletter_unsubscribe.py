#!/usr/bin/env python3
"""Lets readers of a newsletter unsubscribe on the organisation's own site, also with the button of their mail program (RFC 8058).

One file, nothing to install; Python 3.8 or newer:

    python3 newsletter_unsubscribe.py --port 8095 --store /var/lib/newsletter/unsubscribed.txt

It speaks plain HTTP on this machine only: the web server in front of it does HTTPS and hands on one path, for example with Caddy
``handle /newsletter-unsubscribe* { reverse_proxy 127.0.0.1:8095 }``. The address is then
``https://your-site.example/newsletter-unsubscribe?newsletter-unsubscribe={token}``.

It knows no names and no addresses: a letter's link holds a random mark, and only the newsletter's own computer knows whose it is.
Opening the link never unsubscribes (programs that look through mail open every link); the button on the page does.
"""

import argparse
import base64
import hashlib
import hmac
import html
import json
import os
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CONFIG = json.loads(base64.b64decode("@@CONFIG@@"))
KEY = bytes.fromhex(CONFIG["key"])
COLLECT = "collect"
LARGEST_FORM = 10_000
MOST_MARKS = 5_000
ONE_CLICK = re.compile(rb'(?:^|&)List-Unsubscribe=One-Click(?:&|$)|name="List-Unsubscribe"\r\n(?:[^\r\n]+\r\n)*\r\nOne-Click\r\n')


def genuine(token):
    """True where a mark was made with our key."""
    if not re.fullmatch("[a-z2-7]{42}", token):
        return False
    raw = base64.b32decode(token.upper() + "=" * 6)
    return hmac.compare_digest(hmac.new(KEY, raw[:10], hashlib.sha256).digest()[:16], raw[10:])


class Store:
    """A text file with one line for each mark; a line is whole on the disk before anybody is told that it is kept."""

    def __init__(self, path):
        self.path = path
        self.guard = threading.Lock()

    def marks(self):
        """(mark, second) in the order they came; a last line that was cut off is not one."""
        try:
            with open(self.path, encoding="ascii") as lines:
                whole = [line.split() for line in lines if line.endswith("\n")]
        except FileNotFoundError:
            return []
        return [(parts[0], int(parts[1])) for parts in whole if len(parts) == 2]

    def record(self, token):
        """Keep a mark; once is enough."""
        with self.guard:
            if any(token == known for known, _at in self.marks()):
                return
            with open(self.path, "a", encoding="ascii") as lines:
                lines.write(f"{token} {int(time.time())}\n")
                lines.flush()
                os.fsync(lines.fileno())


def page(words, button=""):
    """A small page; with a button where there is something to decide."""
    form = ""
    if button:
        form = (
            '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">'
            f"<button>{html.escape(button)}</button></form>"
        )
    name = html.escape(CONFIG["name"])
    return (
        f'<!DOCTYPE html><html lang="{html.escape(CONFIG["language"])}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{name}</title><style>body{{font:18px/1.5 sans-serif;max-width:32em;margin:3em auto;padding:0 1em;color:#222;"
        "background:#fff}button{font:inherit;padding:.6em 1.2em;border:0;border-radius:.4em;background:#0b6150;color:#fff;"
        f"cursor:pointer}}</style></head><body><h1>{name}</h1><p>{html.escape(words)}</p>{form}</body></html>"
    )


class Handler(BaseHTTPRequestHandler):
    """One request."""

    timeout = 20
    store = None

    def do_GET(self):
        """Show the page; nothing is changed by looking at it."""
        token = self.token()
        if genuine(token):
            self.answer(200, page(CONFIG["ask"], CONFIG["button"]))
        else:
            self.answer(404, page(CONFIG["unknown"]))

    def do_HEAD(self):
        """As GET, without the page."""
        self.do_GET()

    def do_POST(self):
        """Unsubscribe, or hand over the marks to whoever proves to have the key."""
        token, form = self.token(), self.form()
        if token == COLLECT:
            self.collect(form)
        elif not genuine(token):
            self.answer(404, page(CONFIG["unknown"]))
        elif not ONE_CLICK.search(form):
            self.answer(400, page(CONFIG["ask"], CONFIG["button"]))
        else:
            try:
                self.store.record(token)
            except OSError:
                self.answer(500, page(CONFIG["trouble"]))
            else:
                self.answer(200, page(CONFIG["done"]))

    def collect(self, form):
        """The marks after the first so many."""
        given = {name: values[0] for name, values in parse_qs(form.decode("ascii", "replace")).items()}
        stamp, after = given.get("time", ""), given.get("after", "")
        expected = hmac.new(KEY, f"collect:{stamp}:{after}".encode(), hashlib.sha256).hexdigest()
        known = hmac.compare_digest(expected.encode(), given.get("proof", "").encode())
        if not (known and re.fullmatch("[0-9]{1,12}", stamp) and re.fullmatch("[0-9]{1,12}", after)):
            self.answer(403, '{"error": "not proved"}', "application/json")
            return
        if abs(time.time() - int(stamp)) > 86_400:
            self.answer(403, '{"error": "not proved"}', "application/json")
            return
        marks = self.store.marks()
        wanted = [{"token": token, "at": at} for token, at in marks[int(after) : int(after) + MOST_MARKS]]
        self.answer(200, json.dumps({"marks": wanted, "total": len(marks)}), "application/json")

    def token(self):
        """The mark in the address."""
        query = parse_qs(urlsplit(self.path).query)
        return query.get("newsletter-unsubscribe", [""])[0].lower()

    def form(self):
        """What was posted, a little of it."""
        length = self.headers.get("content-length", "0")
        return self.rfile.read(min(int(length), LARGEST_FORM)) if length.isdigit() else b""

    def answer(self, status, body, kind="text/html"):
        """Send an answer nobody keeps."""
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Robots-Tag", "noindex")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format, *arguments):
        """The address holds a mark: no line about it anywhere."""


def main():
    """Serve until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8095)
    parser.add_argument("--store", default="newsletter-unsubscribed.txt")
    arguments = parser.parse_args()
    Handler.store = Store(arguments.store)
    server = ThreadingHTTPServer((arguments.host, arguments.port), Handler)
    server.daemon_threads = True
    server.serve_forever()


if __name__ == "__main__":
    main()
