"""What is needed soon is there before it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from composer.gui.reading_ahead import read_ahead
from composer.rendering.templates import Templates

SOON = (
    "composer.gui.pages.compose",
    "composer.gui.fields.registry",
    "composer.checks.links",
    "composer.sources.feed",
    "premailer",
)


def test_what_writes_checks_and_reads_is_loaded(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from composer.gui.reading_ahead import read_ahead\n"
        "from composer.paths import templates_folder\n"
        "from composer.rendering.templates import Templates\n"
        f"assert not set({SOON}) & set(sys.modules)\n"
        "read_ahead(Templates((templates_folder(),)))\n"
        f"print(sorted(set({SOON}) - set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "[]"


def test_a_broken_template_is_said_where_a_letter_is_made_not_here(tmp_path: Path) -> None:
    read_ahead(Templates((tmp_path,)))
