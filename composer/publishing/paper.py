"""A page on paper: a PDF made by the window's web engine, in a process of its own; where it cannot run, that is said."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from composer.errors import RenderingError
from composer.i18n import _
from composer.publishing.whole_file import write_whole

PATIENCE = 120
"""Seconds one document may take."""


def print_page(html: str, out: Path) -> Path:
    """Write the page, its pictures inside it as ``data:``, as a PDF of A4 pages.

    Raises:
        RenderingError: the web engine cannot run here, or did not finish.
        InputError: the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="newsletter-") as scratch:
        page = Path(scratch) / "page.html"
        page.write_text(html, encoding="utf-8")
        command = [sys.executable, "-m", "composer.gui.snapshot", "--html", str(page), "--out", scratch, "--pdf"]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired as error:
            raise _no_engine(_("It took too long.")) from error
        made = page.with_suffix(".pdf")
        if answer.returncode != 0 or not made.is_file():
            said = [line for line in answer.stderr.splitlines() if line.strip()]
            raise _no_engine(said[-1] if said else "")
        return write_whole(out, made.read_bytes())


def _no_engine(said: str) -> RenderingError:
    return RenderingError(
        _("No PDF can be made on this computer."), _("Export a page for the web, and print that from your browser."), details=said
    )
