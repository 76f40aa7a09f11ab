"""Words from the website again: shorter, longer, whole, restored; never cut in a sentence."""

from __future__ import annotations

import msgspec

from composer.blocks.article import Article
from composer.blocks.button import Button
from composer.blocks.fields import Picture
from composer.document.edits import ReplaceBlock
from composer.document.source_edits import TakeOver
from composer.gui.editor.item_text import edit_for
from composer.library.item import Item
from composer.picking.lengths import lengths

SENTENCES = [f"This is sentence number {number} about the harbour and the people who care for it." for number in range(1, 21)]
ITEM = Item(id="roof", title="The roof", text=" ".join(SENTENCES), link="https://harbour.example/roof")
BLOCK = Article(id="a", title_text="My title", text=" ".join(SENTENCES[:4]), item="roof")


def text_of(edit: object) -> str:
    assert isinstance(edit, TakeOver)
    return str(edit.values["text"])


def test_shorter_and_longer_are_steps_and_end() -> None:
    shorter = text_of(edit_for(BLOCK, ITEM, "shorter"))
    longer = text_of(edit_for(BLOCK, ITEM, "longer"))
    assert len(shorter.split()) < len(BLOCK.text.split()) < len(longer.split())
    assert text_of(edit_for(BLOCK, ITEM, "whole")) == ITEM.text
    whole = msgspec.structs.replace(BLOCK, text=ITEM.text)
    assert edit_for(whole, ITEM, "longer") is None
    assert edit_for(whole, ITEM, "whole") is None
    least = msgspec.structs.replace(BLOCK, text=lengths(ITEM)[0])
    assert edit_for(least, ITEM, "shorter") is None


def test_restoring_keeps_the_place_and_the_picture() -> None:
    changed = msgspec.structs.replace(BLOCK, picture=Picture(hash="ab" * 32), layout="right")
    edit = edit_for(changed, ITEM, "restore")
    assert isinstance(edit, ReplaceBlock)
    assert (edit.block.id, edit.block.title()) == ("a", "The roof")
    assert edit.block.picture == changed.picture  # type: ignore[attr-defined]
    assert edit.block.layout == "right"  # type: ignore[attr-defined]


def test_an_item_that_became_something_else_restores_nothing() -> None:
    assert edit_for(BLOCK, msgspec.structs.replace(ITEM, kind="tender"), "restore") is None
    assert edit_for(Button(id="b"), ITEM, "longer") is None
