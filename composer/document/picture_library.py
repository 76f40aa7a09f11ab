"""The pictures of a workspace as a person looks for them: by name and tag, with the end of consent and where each is used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from sqlalchemy import Engine, func, select, update

from composer.blocks.fields import Picture
from composer.clock import Clock
from composer.database.stored_text import storable
from composer.database.tables import pictures
from composer.document.issue import Issue
from composer.document.issue_holds import HeldError
from composer.document.picture_edits import ReplacePicture
from composer.document.store import DocumentStore

MOST = 5_000
LONGEST_NAME, LONGEST_TAG, MOST_TAGS = 120, 40, 20


class KeptPicture(msgspec.Struct, frozen=True, kw_only=True):
    """One picture of the library; parts that were cut from it are none of their own.

    Attributes:
        name: what the office calls it, else the end of where it came from.
        weight: bytes.
        consent_until: the last day those in it agreed to be shown; None where nobody said.
    """

    hash: str
    name: str
    origin: str
    alt: str
    tags: tuple[str, ...]
    consent_until: date | None
    width: int
    height: int
    weight: int
    added: datetime

    def answers(self, words: Sequence[str]) -> bool:
        """Whether every word stands in its name, tags, description or origin."""
        told = " ".join((self.name, *self.tags, self.alt, self.origin)).casefold()
        return all(word in told for word in words)


class Use(msgspec.Struct, frozen=True):
    """An issue a picture stands in."""

    issue_id: str
    name: str


class PictureLibrary:
    """Finds, names and replaces pictures. Usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock, documents: DocumentStore) -> None:
        self._engine = engine
        self._clock = clock
        self._documents = documents

    def find(self, text: str = "") -> list[KeptPicture]:
        """Pictures that answer to every word, the newest first."""
        columns = [column for column in pictures.c if column.name != "content"]
        query = (
            select(*columns, func.length(pictures.c.content).label("weight"))
            .where(pictures.c.cut_from == "")
            .order_by(pictures.c.added.desc(), pictures.c.hash)
            .limit(MOST)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        words = text.casefold().split()
        found = [
            KeptPicture(
                hash=row.hash,
                name=row.name or row.origin.rstrip("/").rsplit("/", 1)[-1] or row.hash[:8],
                origin=row.origin,
                alt=row.alt,
                tags=tuple(msgspec.json.decode(row.tags, type=list[str])),
                consent_until=row.consent_until,
                width=row.width,
                height=row.height,
                weight=row.weight,
                added=row.added,
            )
            for row in rows
        ]
        return [one for one in found if one.answers(words)]

    def describe(self, picture_hash: str, *, name: str, tags: Sequence[str], consent_until: date | None) -> None:
        """Note what the office says of a picture. Calling it again with what was before takes it back."""
        kept = dict.fromkeys(" ".join(storable(tag).split())[:LONGEST_TAG] for tag in tags)
        values = {
            "name": " ".join(storable(name).split())[:LONGEST_NAME],
            "tags": msgspec.json.encode([tag for tag in kept if tag][:MOST_TAGS]).decode(),
            "consent_until": consent_until,
        }
        with self._engine.begin() as connection:
            connection.execute(update(pictures).where(pictures.c.hash == picture_hash).values(**values))

    def family(self, picture_hash: str) -> frozenset[str]:
        """The picture and every part that was cut from it, by hash."""
        query = select(pictures.c.hash).where(pictures.c.cut_from == picture_hash)
        with self._engine.connect() as connection:
            return frozenset({picture_hash, *connection.execute(query).scalars()})

    def uses(self, picture_hash: str) -> list[Use]:
        """The issues it stands in, or a part of it, those changed last first."""
        family = self.family(picture_hash)
        return [Use(issue.id, issue.name or issue.subject) for issue in self._issues() if issue.pictures() & family]

    def replace(self, picture_hash: str, new: Picture, *, but: str = "") -> list[str]:
        """Put another picture in its place in every issue, each as one undo step; returns the issues that changed.

        Args:
            but: an issue somebody has in hand, which is changed there.

        Raises:
            HeldError: somebody at another computer has one of them open; nothing was changed.
        """
        edit = ReplacePicture(self.family(picture_hash), new)
        elsewhere = self._documents.holds.held()
        for use in self.uses(picture_hash) if elsewhere else ():
            if use.issue_id in elsewhere and use.issue_id != but:
                raise HeldError(elsewhere[use.issue_id])
        changed = []
        for issue in self._issues():
            if issue.id == but or not issue.pictures() & edit.old or edit.apply(issue) == issue:
                continue
            history = self._documents.open(issue.id)
            history.apply(edit, self._clock())
            self._documents.save(history.take_changes())
            changed.append(issue.id)
        return changed

    def undo_replacing(self, issue_ids: Sequence[str]) -> None:
        """Take it back in these issues, where nothing was done since."""
        for issue_id in issue_ids:
            history = self._documents.open(issue_id)
            wanted = ReplacePicture(frozenset(), Picture()).label(history.issue)
            if history.undo_label == wanted:
                history.undo()
                self._documents.save(history.take_changes())

    def _issues(self) -> list[Issue]:
        return [self._documents.issue(summary.id) for summary in self._documents.issues()]
