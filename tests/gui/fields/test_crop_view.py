"""The part of a picture that is kept: by keys, by mouse, held to a shape, never outside."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from composer.blocks.fields import WHOLE
from composer.gui.fields.crop_view import CropView

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(show: Any) -> CropView:
    made = CropView()
    show(made, 824, 424)
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    made.show_picture(image, WHOLE)
    return made


def shape_of(view: CropView) -> float:
    left, top, right, bottom = view.part
    return (right - left) * 800 / ((bottom - top) * 400)


def test_a_shape_is_as_large_as_it_goes_in_the_middle(view: CropView) -> None:
    view.set_shape(1.0)
    assert view.part == (0.25, 0.0, 0.75, 1.0)
    view.set_shape(3.0)
    assert shape_of(view) == pytest.approx(3.0, rel=0.01)
    assert view.part[0] == 0.0


def test_arrows_move_and_with_shift_size_and_nothing_leaves_the_picture(view: CropView, qtbot: Any) -> None:
    view.set_shape(1.0)
    for _press in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.part == (0.5, 0.0, 1.0, 1.0)
    for _press in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert view.part[2] - view.part[0] == pytest.approx(0.4, abs=0.01)
    assert shape_of(view) == pytest.approx(1.0, rel=0.02)
    for _press in range(99):
        qtbot.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert view.part[2] - view.part[0] == pytest.approx(0.08, abs=0.01), "never nothing"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert shape_of(view) == pytest.approx(1.0, rel=0.02)
    assert view.part[3] - view.part[1] == 1.0


def test_the_mouse_drags_a_corner_and_a_press_beside_says_what_matters(view: CropView, qtbot: Any) -> None:
    frame = view._frame().toRect()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=frame.topLeft())
    qtbot.mouseMove(view, frame.topLeft() + QPoint(400, 200))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=frame.topLeft() + QPoint(400, 200))
    left, top, right, bottom = view.part
    assert (left, top) == pytest.approx((0.5, 0.5), abs=0.02)
    assert (right, bottom) == (1.0, 1.0)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=frame.topLeft() + QPoint(200, 100))
    left, top, right, bottom = view.part
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((0.25, 0.25), abs=0.02)
