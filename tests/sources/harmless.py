"""What must not be left in HTML after sanitising, checked with a parser other than the sanitiser's."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_FORBIDDEN = frozenset(
    {
        *("script", "iframe", "frame", "object", "embed", "applet", "form", "input", "button", "meta", "base", "link", "style"),
        *("svg", "math", "template", "noscript", "xmp", "plaintext", "textarea", "select", "title", "image"),
    }
)


class _Looker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FORBIDDEN:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            bare = re.sub(r"[\x00-\x20\x7f]", "", value or "").lower()
            if name.startswith("on") or name in (
                "style",
                "srcdoc",
                "srcset",
                "formaction",
                "background",
                "http-equiv",
                "id",
                "name",
            ):
                self.faults.append(f"{tag} {name}")
            if bare.startswith(("javascript:", "vbscript:", "data:", "file:")):
                self.faults.append(f"{tag} {name}={value}")
            if name in ("href", "src") and not bare.startswith(("http://", "https://", "mailto:", "tel:")):
                self.faults.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}>")


def faults_in(html: str) -> list[str]:
    """Everything active or leading nowhere; empty where the HTML is harmless."""
    looker = _Looker()
    looker.feed(html)
    looker.close()
    return looker.faults
