"""Makes the files that a release leaves behind for the tests of later ones: one workspace and one issue file.

    python tests/upgrades/make_release_files.py

They go to ``releases/<version>/``, where they stay for good once that version was released: later releases must open them.
Until then they are made again whenever the first schema changes.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from composer import __version__
from composer.blocks.article import Article
from composer.blocks.block import Block, block_types
from composer.blocks.events import EventEntry, Events
from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.database.engine import FILE_NAME, migrate, open_engine
from composer.delivery.accounts import Account, AccountStore
from composer.document.brand import Brand
from composer.document.edits import InsertBlock, RemoveBlock, SetHeader
from composer.document.issue_file import write_issue_file
from composer.document.newsletter import Newsletter
from composer.document.pictures import PictureStore
from composer.document.store import DocumentStore
from composer.library.item import Item
from composer.library.ledger import Ledger
from composer.library.shelf import Shelf
from composer.library.source_list import SourceList
from composer.picking import new_issue

RELEASES = Path(__file__).resolve().parent / "releases"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def make(folder: Path) -> None:
    """Write ``workspace.sqlite3`` and ``December.newsletter`` into ``folder``."""
    with tempfile.TemporaryDirectory() as scratch:
        engine = open_engine(scratch)
        migrate(engine, scratch)
        pictures = PictureStore(engine, lambda: NOW)
        roof = pictures.add(_drawing(), origin="https://harbour.example/roof.png", alt="The boathouse roof")
        newsletter = Newsletter(
            id="tide-table",
            name="The Tide Table",
            sender_name="Anna Example",
            sender_email="news@harbour.example",
            brand=Brand(organisation="Harbour Friends", logo=roof, postal_address="1 Quay Street, Samplebridge"),
            usual_list="Members",
            greeting="Dear {{first_name|friend}},",
        )
        documents = DocumentStore(engine, lambda: NOW)
        documents.save_newsletter(newsletter)
        history = documents.create(new_issue(newsletter, previous=None, number=12, now=NOW))
        at = NOW
        blocks: list[Block] = [found() for kind, found in block_types().items() if kind not in ("footer", "article", "events")]
        blocks += [
            Article(
                id="roof",
                title_text="Lights on at the harbour",
                text="Forty volunteers came.",
                picture=roof,
                layout="above",
                item="roof",
            ),
            Events(id="dates", entries=(EventEntry(title="Lucia swim", starts=datetime(2026, 12, 13, 10), item="swim"),)),
        ]
        for block in blocks:
            history.apply(InsertBlock(block, 99), at := at + timedelta(seconds=5))
        history.apply(SetHeader("subject", "Lights on – at the harbour"), at := at + timedelta(seconds=5))
        history.apply(SetHeader("planned", date(2026, 12, 3)), at := at + timedelta(seconds=5))
        history.name_restore_point("Before the clearing")
        history.apply(RemoveBlock("roof"), at := at + timedelta(seconds=5))
        history.undo()
        documents.save(history.take_changes())
        binned = documents.create(new_issue(newsletter, previous=None, number=1, now=NOW))
        documents.delete(binned.issue.id)
        shelf = Shelf(engine, lambda: NOW)
        source = SourceList(engine, lambda: NOW).add("wordpress", "https://harbour.example", "Harbour Friends")
        shelf.keep(
            [
                Item(
                    id="roof", title="Lights on at the harbour", text="Forty volunteers came.", published=NOW - timedelta(days=3)
                ),
                Item(id="swim", kind="event", title="Lucia swim", starts=datetime(2026, 12, 13, 10), zone="Europe/London"),
            ],
            source.id,
        )
        shelf.set_kind("roof", "blog")
        Ledger(engine).record([shelf.get("roof")], campaign="c", issue_id="i", issue_name="November", lists=["Members"], at=NOW)
        contacts, lists = ContactStore(engine, lambda: NOW), ListStore(engine, lambda: NOW)
        lists.create("Members")
        anna = contacts.save(Contact(email="Anna@Harbour.example", first_name="Anna", last_name="Example", basis="consent"))
        lists.add("Members", [anna.id])
        Suppressions(engine, lambda: NOW).add("no@harbour.example", "by_hand")
        account = Account(
            name="Office", smtp_host="mail.harbour.example", smtp_port=465, from_name="Anna", from_email="news@harbour.example"
        )
        AccountStore(engine, lambda: NOW).save(account)
        folder.mkdir(parents=True, exist_ok=True)
        write_issue_file(folder / "December.newsletter", history.issue, pictures)
        engine.dispose()
        with sqlite3.connect(Path(scratch) / FILE_NAME) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("VACUUM")
        shutil.copyfile(Path(scratch) / FILE_NAME, folder / FILE_NAME)


def _drawing() -> bytes:
    picture = Image.new("RGB", (120, 60), "#0F6B57")
    ImageDraw.Draw(picture).polygon([(20, 50), (60, 10), (100, 50)], fill="#B4552D")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    make(RELEASES / __version__)
