"""Pictures without a window: whole bodies, both looks, and one sentence where it cannot be done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QImage, QPainter

from composer.gui import snapshot


def take(*arguments: object, **how: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "composer.gui.snapshot", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=110, **how)


@pytest.fixture
def body(tmp_path: Path) -> Path:
    """A body of 1,200 pixels, green at its end, with dark colours of its own and an embedded picture."""
    path = tmp_path / "body.html"
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><style>"
        "@media (prefers-color-scheme: dark) { .page { background: #101010 !important; } }"
        "</style></head><body style='margin:0'><div class='page' style='height:1200px;background:#F0F0F0'>"
        "<img src='cid:abcd' width='40' height='40' style='display:block'></div>"
        "<div style='height:20px;background:#00FF00'></div>"
        "<img src='https://tracker.example/p.png' style='display:none'></body></html>",
        encoding="utf-8",
    )
    return path


def test_the_whole_body_at_each_width_light_and_dark(body: Path, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    Image.new("RGB", (40, 40), (255, 0, 0)).save(pictures / "abcd.png")
    out = tmp_path / "new" / "folder"
    enlarged = {**os.environ, "QT_SCALE_FACTOR": "1.5"}  # the screen's affair, not the picture's
    answer = take("--html", body, "--out", out, "--width", 500, "--width", 360, "--dark", "--pictures", pictures, env=enlarged)
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    wanted = [out / f"body-{name}.png" for name in ("500", "360", "500-dark", "360-dark")]
    assert answer.stdout.splitlines() == [str(path) for path in wanted]
    with Image.open(wanted[0]) as light, Image.open(wanted[2]) as dark:
        assert light.size == (500, 1220)
        assert light.getpixel((10, 10))[:3] == (255, 0, 0)
        assert light.getpixel((490, 600))[:3] == (240, 240, 240)
        assert light.getpixel((300, 1210))[:3] == (0, 255, 0)
        assert dark.getpixel((300, 600))[:3] == (16, 16, 16)
    with Image.open(wanted[1]) as narrow:
        assert narrow.size == (360, 1220)


def test_a_body_taller_than_one_surface_has_no_seam(tmp_path: Path) -> None:
    path = tmp_path / "tall.html"
    rows = "".join(f"<div style='height:100px;background:rgb({number % 200},90,120)'></div>" for number in range(170))
    path.write_text(f"<!DOCTYPE html><html><body style='margin:0'>{rows}</body></html>", encoding="utf-8")
    answer = take("--html", path, "--out", tmp_path, "--width", 300)
    assert answer.returncode == 0, answer.stderr
    with Image.open(tmp_path / "tall-300.png") as picture:
        assert picture.size == (300, 17_000)
        for number in range(170):
            assert picture.getpixel((150, number * 100 + 50))[:3] == (number % 200, 90, 120)
            assert picture.getpixel((150, number * 100 + 1))[:3] == (number % 200, 90, 120)


def test_a_stripe_of_words_that_is_not_drawn_yet_is_waited_for() -> None:
    image = QImage(300, 1000, QImage.Format.Format_RGB32)
    image.fill(0xEDECE4)
    words = [20.0, 60.0, 100.0, 520.0, 560.0, 600.0]
    painter = QPainter(image)
    for middle in words[:3]:
        painter.fillRect(10, int(middle) - 5, 200, 10, 0x333333)
    assert not snapshot._all_there(image, words), "the third stripe is still empty"
    for middle in words[3:]:
        painter.fillRect(10, int(middle) - 5, 200, 10, 0x333333)
    painter.end()
    assert snapshot._all_there(image, words)
    assert snapshot._all_there(image, [*words, 900.0]), "one line alone may be meant not to be seen"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--html", "none.html", "--out", "out"], "There is no file"),
        (["--html", "body.html", "--out", "out", "--width", "7"], "200 to 4000"),
        (["--html", "body.html", "--out", "body.html/x"], "cannot be made"),
        (["--html", "bytes.html", "--out", "out"], "UTF-8"),
    ],
)
def test_wrong_input_is_one_sentence_and_status_2(body: Path, tmp_path: Path, arguments: list[str], part: str) -> None:
    (tmp_path / "bytes.html").write_bytes(b"\xff\xfe\x00bad")
    answer = take(*arguments, cwd=tmp_path)
    assert answer.returncode == 2
    assert part in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert answer.stdout == ""


def test_an_engine_that_ends_without_a_word_is_one_sentence_and_status_3(
    body: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(snapshot.sys, "executable", "/bin/false")
    assert snapshot.main(["--html", str(body), "--out", str(tmp_path)]) == 3
    said = capsys.readouterr().err
    assert "cannot run here" in said
    assert len(said.splitlines()) == 1


def test_a_missing_library_is_named(
    body: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "composer.gui.preview.web_view", None)
    assert snapshot.main(["--html", str(body), "--out", str(tmp_path), "--at-work"]) == 3
    assert "library the web engine needs is missing" in capsys.readouterr().err


def test_an_engine_that_hangs_is_given_up(
    body: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stuck(*_what: Any, **_how: Any) -> Any:
        raise subprocess.TimeoutExpired("snapshot", 1)

    monkeypatch.setattr(snapshot.subprocess, "run", stuck)
    assert snapshot.main(["--html", str(body), "--out", str(tmp_path)]) == 3
    assert "did not finish" in capsys.readouterr().err
