"""Items come with their pictures, in order, once; a picture that cannot be had keeps nothing out."""

from __future__ import annotations

import threading
from typing import Any

from composer.blocks.fields import NO_PICTURE, Picture
from composer.errors import SourceError
from composer.gui.editor.adding import Adding
from composer.gui.jobs import Jobs
from composer.library.item import Item

ROOF = Item(id="roof", title="Roof", image="https://a.example/roof.jpg", image_alt="The roof")
SWIM = Item(id="swim", title="Swim")


def test_without_pictures_it_is_at_once(qtbot: Any, jobs: Jobs) -> None:
    adding = Adding(lambda _item: NO_PICTURE, jobs)
    heard: list[Any] = []
    adding.ready.connect(heard.append)
    adding.add([SWIM])
    assert heard == [[(SWIM, NO_PICTURE)]]


def test_pictures_are_fetched_elsewhere_and_the_order_stays(qtbot: Any, jobs: Jobs) -> None:
    names: list[str] = []

    def fetch(item: Item) -> Picture:
        names.append(threading.current_thread().name)
        return Picture(hash=item.id) if item.image else NO_PICTURE

    adding = Adding(fetch, jobs)
    with qtbot.waitSignal(adding.ready) as told:
        adding.add([SWIM, ROOF])
        assert adding.working == {"swim", "roof"}
        adding.add([ROOF])
    assert told.args == [[(SWIM, NO_PICTURE), (ROOF, Picture(hash="roof"))]]
    assert adding.working == frozenset()
    assert all(name.startswith("write") for name in names)


def test_a_picture_that_cannot_be_had_keeps_the_words_in(qtbot: Any, jobs: Jobs) -> None:
    def fetch(_item: Item) -> Picture:
        raise SourceError("Not reached.")

    adding = Adding(fetch, jobs)
    with qtbot.waitSignal(adding.ready) as told:
        adding.add([ROOF])
    assert told.args == [[(ROOF, NO_PICTURE)]]
