"""Pictures of a body, taken by the window's engine in a process of its own; where it cannot start, that is said."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from composer.cli.console import Console
from composer.i18n import _

PATIENCE = 180  # seconds for all pictures of one body


def take_pictures(html: Path, out: Path, pictures: Mapping[str, tuple[str, bytes]], console: Console) -> list[Path]:
    """PNGs of the body at 700 and 360 pixels, light and dark; an empty list, and a sentence, where none can be taken."""
    with tempfile.TemporaryDirectory(prefix="newsletter-") as scratch:
        for key, (_media_type, content) in pictures.items():
            (Path(scratch) / f"{key}.picture").write_bytes(content)
        command = [sys.executable, "-m", "composer.gui.snapshot", "--html", str(html), "--out", str(out), "--dark"]
        try:
            answer = subprocess.run(
                [*command, "--width", "700", "--width", "360", "--pictures", scratch],
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            console.say(_("The web engine took too long; there are no pictures."))
            return []
    if answer.returncode != 0:
        said = answer.stderr.strip().splitlines()
        console.say(said[-1] if said else _("No pictures could be taken here."))
        return []
    return [Path(line) for line in answer.stdout.splitlines() if line.strip()]
