"""One picture in the place of another, wherever it stands."""

from __future__ import annotations

from composer.blocks.fields import Picture
from composer.blocks.image import ImageBlock
from composer.blocks.people import People, Person
from composer.document.issue import Issue
from composer.document.picture_edits import ReplacePicture


def test_in_blocks_and_entries_and_nowhere_else() -> None:
    old, part, other = Picture(hash="aa", alt="Old"), Picture(hash="ab", alt="Part"), Picture(hash="cc", alt="Other")
    issue = Issue(
        blocks=(
            ImageBlock(id="i", picture=old),
            People(id="p", entries=(Person(name="Mei", picture=part), Person(name="Bo", picture=other))),
        )
    )
    edit = ReplacePicture(frozenset({"aa", "ab"}), Picture(hash="dd", alt="New", width=10))
    assert edit.apply(issue).pictures() == {"dd", "cc"}
    assert edit.apply(edit.apply(issue)) == edit.apply(issue)
    assert edit.label(issue) == "Replace a picture everywhere"
