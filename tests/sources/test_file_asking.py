"""Reports learn what their files are, whatever the servers of others do."""

from __future__ import annotations

from typing import Any

from local_site import Answer, LocalSite

from composer.library.item import Item
from composer.library.shelf import Shelf
from composer.sources.file_asking import ask_about_files
from composer.sources.source import FetchContext

PDF = b"%PDF-1.4\n2 0 obj << /Type /Pages /Kids [4 0 R] /Count 3 >> endobj\n"


def test_each_report_is_asked_about_once(engine: Any, clock: Any, site: LocalSite, context: FetchContext) -> None:
    shelf = Shelf(engine, clock)
    site.routes["/r.pdf"] = Answer(PDF, "application/pdf")
    page = f"{site.address}/post"
    items = [
        Item(id="known", kind="report", link=page, file_link=f"{site.address}/k.pdf", file_size=9),
        Item(id="good", kind="report", link=page, file_link=f"{site.address}/r.pdf"),
        Item(id="gone", kind="report", link=page, file_link=f"{site.address}/gone.pdf"),
        Item(id="post", kind="news", link=page, file_link=f"{site.address}/n.pdf"),
        Item(id="private", kind="report", link="https://other.example/", file_link=f"{site.address}/p.pdf"),
    ]
    shelf.keep(items, "site")
    ids = [item.id for item in items]
    assert ask_about_files(shelf, ids, context) == 1
    good = shelf.get("good")
    assert (good.file_type, good.file_size, good.file_pages) == ("pdf", len(PDF), 3)
    assert sorted(path for path, _headers in site.asked) == ["/gone.pdf", "/r.pdf"]
    shelf.keep(items, "site")
    assert shelf.get("good").file_pages == 3
    assert ask_about_files(shelf, ["good"], context) == 0
    assert len(site.asked) == 2
