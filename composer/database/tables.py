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

pictures = Table(
    "pictures",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("media_type", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("origin", Text, nullable=False),  # address or file name it came from
    Column("alt", Text, nullable=False, default=""),
    Column("content", LargeBinary, nullable=False),
    Column("added", Moment, nullable=False),
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
    Column("starts", Moment, nullable=True),
    Column("started", Moment, nullable=True),
    Column("finished", Moment, nullable=True),
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
    Column("claimed_by", String(32), nullable=False, default=""),
    UniqueConstraint("campaign", "email_key"),
    Index("ix_deliveries_campaign_state", "campaign", "state"),
    Index("ix_deliveries_email_key", "email_key"),
    CheckConstraint(
        "state IN ('queued', 'sending', 'sent', 'deferred', 'failed', 'uncertain', 'suppressed', 'cancelled')", name="state"
    ),
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
