"""Every table. Moments are stored in UTC; values that the core keeps whole (issues, items, brands) are JSON text.

A change here needs the next migration in ``migrations/versions``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment with an offset going in, UTC with its offset coming out, on both engines (SQLite keeps no offsets)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs an offset")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),  # workspace_id, suppression_salt, token_key ...
    Column("value", Text, nullable=False),
)

newsletters = Table(
    "newsletters",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),  # Newsletter as JSON
    Column("changed", Moment, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("newsletter", String(32), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # the issue as it stands: zlib of JSON
    Column("position", Integer, nullable=False, default=0),  # which step of the history it stands at
    Column("made", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("deleted", Moment, nullable=True),  # in the bin since
)

issue_steps = Table(
    "issue_steps",
    metadata,
    Column("issue", String(32), ForeignKey("issues.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),  # 0 is how it began
    Column("label", Text, nullable=False),
    Column("merge_key", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # the issue after this step: zlib of JSON
    Column("at", Moment, nullable=False),
    Column("restore_point", Text, nullable=True),  # the name, where the user gave one
)

saved_sections = Table(
    "saved_sections",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),  # folded, so that a name stands for one section
    Column("body", Text, nullable=False),  # the blocks, as on the clipboard
    Column("words", Text, nullable=False),  # the beginning of what they say, for the list
    Column("changed", Moment, nullable=False),
)

pictures = Table(
    "pictures",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("media_type", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("origin", Text, nullable=False),  # address or file name it came from
    Column("alt", Text, nullable=False, default=""),
    Column("added", Moment, nullable=False),
    Column("name", Text, nullable=False, default=""),  # what the office calls it; empty: by where it came from
    Column("tags", Text, nullable=False, default="[]"),  # words, as JSON
    Column("consent_until", Date, nullable=True),  # the last day those in it agreed to be shown
    Column("cut_from", String(64), nullable=False, default="", index=True),  # hash of the picture it is a part of
    Column("public_url", Text, nullable=False, default=""),  # where this very picture can be linked from
    Column("content", LargeBinary, nullable=False),  # last: what stands behind it is slow to read
)

sources = Table(
    "sources",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("type", String(32), nullable=False),
    Column("location", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("paused", Boolean, nullable=False, default=False),
    Column("added", Moment, nullable=False),
    Column("last_tried", Moment, nullable=True),
    Column("last_read", Moment, nullable=True),
    Column("last_problem", Text, nullable=False, default=""),
    Column("sample", Boolean, nullable=False, default=False),
    Column("username", Text, nullable=False, default=""),  # who signs in there; the password is in the keyring
    Column("moved_to", Text, nullable=False, default=""),  # where its site says that it now lies for good
    Column("since", Date, nullable=True),  # nothing older is read
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("rests_until", Moment, nullable=True),  # not asked before that by itself
    Column("asked_to_wait", Boolean, nullable=False, default=False),  # its server said so
)

downloads = Table(
    "downloads",
    metadata,
    Column("location", Text, primary_key=True),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("media_type", Text, nullable=False, default=""),
    Column("content", LargeBinary, nullable=False),
    Column("fetched", Moment, nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("source", String(32), nullable=False, index=True),
    Column("kind", String(16), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False, default="", index=True),
    Column("content_hash", String(64), nullable=False),
    Column("sort_moment", Moment, nullable=True),  # start of an event, else publication, else first seen
    Column("published", Moment, nullable=True),
    Column("starts", Moment, nullable=True),  # of an event or a day; null for posts
    Column("ends", Moment, nullable=True, index=True),  # when it is over, known or reckoned; null for posts
    Column("deadline", Moment, nullable=True, index=True),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("hidden", Boolean, nullable=False, default=False),
    Column("story_link", Text, nullable=False, default="", index=True),  # the link, cleaned for comparing
    Column("story_title", Text, nullable=False, default="", index=True),  # the title, folded for comparing
    Column("richness", Integer, nullable=False, default=0),  # how much it has to say
    Column("told_by", String(32), nullable=False, default="", index=True),  # another item tells the same story, and more of it
    # What is long comes last: the columns before it can be read without it.
    Column("body", Text, nullable=False),  # Item as JSON
    Column("by_hand", Text, nullable=False, default="{}"),  # fields a person corrected, as JSON; a fetch leaves them
    Column("as_read", Text, nullable=False, default="{}"),  # what the source says of those fields, as JSON
    # Posts by date, and events by theirs; it holds what tells old from new, so 20,000 are sorted without touching their rows.
    Index(
        "ix_items_starts_sort_moment",
        "starts",
        "sort_moment",
        "id",
        "kind",
        "ends",
        "deadline",
        "published",
        "first_seen",
        "hidden",
        "told_by",
    ),
)

item_categories = Table(
    "item_categories",
    metadata,
    Column("item", String(32), ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("category", Text, primary_key=True),
    Index("ix_item_categories_category", "category"),
)

saved_filters = Table(
    "saved_filters",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),  # ShelfFilter as JSON
    Column("made", Moment, nullable=False),
)

awareness_days = Table(
    "awareness_days",
    metadata,
    Column("id", String(64), primary_key=True),  # the key of a day we ship, or one of its own
    Column("body", Text, nullable=False),  # AwarenessDay as JSON
    Column("hidden", Boolean, nullable=False, default=False),
    Column("changed", Moment, nullable=False),
)

kind_rules = Table(
    "kind_rules",
    metadata,
    Column("source", String(32), primary_key=True),
    Column("category", Text, primary_key=True),  # folded for comparing; empty: everything from this source
    Column("words", Text, nullable=False),  # the category as written, for showing
    Column("kind", String(16), nullable=False),
    Column("made", Moment, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("item", String(32), primary_key=True),
    Column("campaign", String(32), primary_key=True),
    Column("list", Text, primary_key=True),
    Column("issue", String(32), nullable=False, index=True),
    Column("issue_name", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("email", Text, nullable=False),  # as written, for showing and for sending
    Column("email_key", Text, nullable=False, unique=True),  # normalised, for comparing
    Column("address_hash", String(64), nullable=False),  # as in suppressions; a change of address changes it
    Column("sort_name", Text, nullable=False),  # how it is sorted: folded family name, then first name, then address
    Column("search_text", Text, nullable=False),  # what is searched as one types: folded names and address
    Column("first_name", Text, nullable=False, default=""),
    Column("last_name", Text, nullable=False, default=""),
    Column("language", Text, nullable=False, default=""),
    Column("extra", Text, nullable=False, default="{}"),  # further columns of an import, as JSON
    Column("basis", String(32), nullable=False, default=""),  # consent, charity_soft_opt_in, product_soft_opt_in, corporate
    Column("basis_date", Date, nullable=True),
    Column("basis_source", Text, nullable=False, default=""),
    Column("basis_wording", Text, nullable=False, default=""),
    Column("basis_evidence", Text, nullable=False, default=""),  # where the proof lies
    Column("added", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("origin", Text, nullable=False, default=""),  # file or form it came from
    # Holds what a search reads, so that 200,000 people are searched in the order shown without touching their rows.
    Index("ix_contacts_sort_name", "sort_name", "id", "search_text"),
)

lists = Table(
    "lists",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("description", Text, nullable=False, default=""),
    Column("sample", Boolean, nullable=False, default=False),
    Column("demands", Text, nullable=False, default=""),  # lawful bases one of which its people need; "any"; empty: none
    Column("made", Moment, nullable=False),
)

list_members = Table(
    "list_members",
    metadata,
    Column("list", String(32), ForeignKey("lists.id", ondelete="CASCADE"), primary_key=True),
    Column("contact", String(32), ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("state", String(16), nullable=False, default="subscribed"),
    Column("since", Moment, nullable=False),
    CheckConstraint("state IN ('subscribed', 'unsubscribed')", name="state"),
    Index("ix_list_members_contact", "contact"),
)

contact_tags = Table(
    "contact_tags",
    metadata,
    Column("tag", Text, primary_key=True),
    Column("contact", String(32), ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_contact_tags_contact", "contact"),
)

contact_events = Table(
    "contact_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("contact", String(32), ForeignKey("contacts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("what", String(16), nullable=False),  # edited, merged, tagged, basis, undone ...
    Column("text", Text, nullable=False),  # in words, as they were shown
    Column("at", Moment, nullable=False),
)

segments = Table(
    "segments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("body", Text, nullable=False),  # Rules as JSON
    Column("made", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
)

people_steps = Table(
    "people_steps",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),  # edit, merge, remove
    Column("words", Text, nullable=False),  # what was done
    Column("people", Integer, nullable=False),
    Column("undo", LargeBinary, nullable=False),  # what to put back: zlib of JSON
    Column("at", Moment, nullable=False),
    Column("undone", Moment, nullable=True),
)

sheet_sources = Table(
    "sheet_sources",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("path", Text, nullable=False, unique=True),  # of the sheet people are read from again and again
    Column("mapping", Text, nullable=False),  # heading -> field, as JSON
    Column("terms", Text, nullable=False),  # list and lawful basis, as JSON
    Column("content_hash", String(64), nullable=False, default=""),  # of the file as it was last taken in
    Column("made", Moment, nullable=False),
    Column("last_read", Moment, nullable=True),
    Column("last_import", String(32), nullable=False, default=""),
)

retention_rules = Table(
    "retention_rules",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("months", Integer, nullable=False),
    Column("put_off", Date, nullable=True),  # not reminded of before that day
    Column("changed", Moment, nullable=False),
)

sister_files = Table(
    "sister_files",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("organisation", Text, nullable=False, unique=True),
    Column("key", String(64), nullable=False),  # made of the shared word; the word itself is not kept
    Column("made", Moment, nullable=False),  # when they made it
    Column("taken_in", Moment, nullable=False),
)

sister_marks = Table(
    "sister_marks",
    metadata,
    Column("file", String(32), ForeignKey("sister_files.id", ondelete="CASCADE"), primary_key=True),
    Column("hash", String(64), primary_key=True),  # keyed hash of an address or @domain, by their file's key
    Column("reason", String(16), nullable=False),
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("address_hash", String(64), nullable=False, index=True),  # keyed hash of the normalised address; survives erasure
    Column("shown", Text, nullable=False, default=""),  # the address, empty after an erasure
    Column("newsletter", String(32), nullable=False, default=""),  # or "list:" and a list's mark; empty: every newsletter
    Column("reason", String(16), nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
    Column("lifted", Moment, nullable=True),  # a person asked to come back; the evidence is in lift_note
    Column("lift_note", Text, nullable=False, default=""),
    CheckConstraint("reason IN ('unsubscribed', 'complained', 'bounced', 'by_hand', 'erased', 'domain')", name="reason"),
)

address_links = Table(
    "address_links",
    metadata,
    Column("address_hash", String(64), primary_key=True),  # as in suppressions
    Column("address", Text, nullable=False, default=""),  # normalised; empty after an erasure
    Column("person", String(32), nullable=False, index=True),  # id of the contact who has it or had it; addresses with one
    # person are those of one human being. It outlives the contact, as marks do.
    Column("at", Moment, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),  # Account as JSON; never a secret
    Column("practice", Boolean, nullable=False, default=False),
    Column("added", Moment, nullable=False),
    Column("last_ok", Moment, nullable=True),
)

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("issue", String(32), nullable=False, index=True),
    Column("issue_name", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("newsletter", String(32), nullable=False),
    Column("account", Text, nullable=False),
    Column("lists", Text, nullable=False),  # names, as JSON; kept after a list is deleted
    Column("state", String(16), nullable=False, index=True),
    Column("why", Text, nullable=False, default=""),  # why it is paused, in words
    Column("test", Boolean, nullable=False, default=False),
    Column("subject", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("frozen", LargeBinary, nullable=False),  # FrozenIssue: bodies, pictures, headers; zlib of msgpack
    Column("made", Moment, nullable=False),
    Column("starts", Moment, nullable=True),  # a scheduled one: when it is to go
    Column("started", Moment, nullable=True),
    Column("finished", Moment, nullable=True),
    Column("ask_after", Integer, nullable=False, default=0),  # so many letters go, then a person is asked; 0: nobody is
    CheckConstraint("state IN ('draft', 'scheduled', 'sending', 'paused', 'finished', 'cancelled')", name="state"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("campaign", String(32), ForeignKey("campaigns.id", ondelete="CASCADE"), nullable=False),
    Column("contact", String(32), nullable=False),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False),
    Column("token", String(64), nullable=False, unique=True),  # opaque: Message-ID, unsubscribe link, bounce matching
    Column("merge_values", Text, nullable=False),  # what the merge tags become, as JSON
    Column("state", String(16), nullable=False, default="queued"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("reply", Text, nullable=False, default=""),  # the server's last answer
    Column("at", Moment, nullable=True),  # when the state last changed
    Column("not_before", Moment, nullable=True),  # deferred until
    Column("claimed_by", String(32), nullable=False, default=""),  # the sender that sends it, or has it set aside
    Column("lease", Float, nullable=False, default=0.0),  # its end: seconds since 1970 by the database's clock
    UniqueConstraint("campaign", "email_key"),
    Index("ix_deliveries_campaign_state", "campaign", "state", "id"),
    Index("ix_deliveries_email_key", "email_key"),
    CheckConstraint(
        "state IN ('queued', 'sending', 'sent', 'deferred', 'failed', 'uncertain', 'suppressed', 'cancelled')", name="state"
    ),
)

letters_out = Table(
    "letters_out",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("account", Text, nullable=False),
    Column("domain", Text, nullable=False),  # of the person's address
    Column("at", Moment, nullable=False),  # when the letter was handed to the mail server, or was about to be
    Index("ix_letters_out_account_at", "account", "at"),
)

letters_in = Table(
    "letters_in",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("letter", String(64), nullable=False),  # SHA-256 of what was read of it, so no letter counts twice
    Column("part", Integer, nullable=False),  # a report speaks of several people
    Column("account", Text, nullable=False, default=""),  # whose mailbox it came to; empty: a file
    Column("kind", String(16), nullable=False),  # bounce, complaint, unsubscribe, auto_reply
    Column("recipient", Text, nullable=False, default=""),  # as it stands there
    Column("email_key", Text, nullable=False, default="", index=True),  # whom it concerns, where we wrote to them
    Column("class", String(8), nullable=False, default=""),
    Column("status", String(16), nullable=False, default=""),
    Column("reason", String(32), nullable=False, default=""),
    Column("campaign", String(32), nullable=False, default="", index=True),
    Column("delivery", Integer, nullable=True),
    Column("was", String(16), nullable=False, default=""),  # what the delivery was, where that changed
    Column("mark", String(32), nullable=False, default=""),  # the suppression that was made
    Column("received", Moment, nullable=False),
    Column("read", Moment, nullable=False),
    Column("undone", Moment, nullable=True),
    UniqueConstraint("letter", "part"),
)

issue_holds = Table(
    "issue_holds",
    metadata,
    Column("issue", String(32), ForeignKey("issues.id", ondelete="CASCADE"), primary_key=True),
    Column("holder", String(32), nullable=False),  # the window that has the issue open
    Column("shown", Text, nullable=False),  # who that is, in words
    Column("since", Moment, nullable=False),
    Column("lease", Float, nullable=False),  # how long it is theirs: seconds since 1970 by the database's clock
)

sign_offs = Table(
    "sign_offs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("issue", String(32), ForeignKey("issues.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("fingerprint", String(64), nullable=False),  # of exactly what was agreed to
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
)

mappings = Table(
    "mappings",
    metadata,
    Column("header_hash", String(64), primary_key=True),  # of a spreadsheet's header row
    Column("mapping", Text, nullable=False),  # column -> field, as JSON
    Column("used", Moment, nullable=False),
)

source_columns = Table(
    "source_columns",
    metadata,
    Column("location_hash", String(64), primary_key=True),  # of a table's path or address
    Column("location", Text, nullable=False),
    Column("columns", Text, nullable=False),  # heading -> what it holds, as JSON
    Column("used", Moment, nullable=False),
)

imports = Table(
    "imports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("list", Text, nullable=False, default=""),
    Column("file_name", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("undo", LargeBinary, nullable=False),  # what to put back: zlib of JSON
    Column("at", Moment, nullable=False),
    Column("undone", Moment, nullable=True),
)
