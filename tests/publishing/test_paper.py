"""A PDF from the web engine, or a sentence."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from composer.errors import RenderingError
from composer.publishing.paper import print_page

PAGE = "<!DOCTYPE html><html lang='en'><head><title>A page</title></head><body><h1>Lights on at the harbour</h1></body></html>"


def test_a_page_becomes_a_pdf(tmp_path: Path) -> None:
    made = print_page(PAGE, tmp_path / "letter.pdf")
    assert made.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("end", ["status", "time"])
def test_without_a_web_engine_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    def run(command: list[str], **_options: Any) -> subprocess.CompletedProcess[str]:
        if end == "time":
            raise subprocess.TimeoutExpired(command, 1)
        return subprocess.CompletedProcess(command, 3, "", "The web engine cannot run here.\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(RenderingError, match="No PDF can be made") as caught:
        print_page(PAGE, tmp_path / "letter.pdf")
    assert "browser" in str(caught.value)
    assert not (tmp_path / "letter.pdf").exists()
