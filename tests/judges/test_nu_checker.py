"""The Nu HTML checker on every letter: well-formed HTML, save for what mail programs need."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

NEEDED: Mapping[str, str] = {
    r"The “(?:border|cellpadding|cellspacing|width|align|bgcolor)” attribute on the “table” element is obsolete\..*": (
        "Outlook's Word engine lays tables out by attributes"
    ),
    r"The “(?:width|height|align|valign|bgcolor)” attribute on the “td” element is obsolete\..*": "the same for cells",
    r"The “bgcolor” attribute on the “body” element is obsolete\..*": "Yahoo takes the styles of the body away",
    r"CSS: “mso-[a-z-]+”: Property “mso-[a-z-]+” doesn't exist\.": "Word reads these and nothing else for line heights",
    r"CSS: “supported-color-schemes”: Property .*": "Apple Mail before iOS 13 knows dark mode by this name",
    r"Attribute “xmlns:[vo]” not allowed here\.": "Outlook needs them to read its own settings for screens of many pixels",
    r"Attribute with the local name “xmlns:[vo]” is not serializable as XML 1\.0\.": "the same",
}
"""What the checker may say, and why the letters have it all the same."""
TITLELESS = "Element “title” must not be empty."


def test_well_formed_save_for_what_mail_needs(nu_checker: list[str], letters: Mapping[str, str], tmp_path: Path) -> None:
    for name, html in letters.items():
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    files = [str(tmp_path / f"{name}.html") for name in letters]
    answer = subprocess.run(
        [*nu_checker, "--format", "json", "--stdout", "--exit-zero-always", *files], capture_output=True, timeout=110, check=True
    )
    said = {
        (entry["url"].rpartition("/")[2], entry.get("lastLine"), entry["message"])
        for entry in json.loads(answer.stdout)["messages"]
    }
    excused = re.compile("|".join(f"(?:{pattern})" for pattern in NEEDED))
    assert said, "the checker looked at nothing"
    assert sorted(one for one in said if not excused.fullmatch(one[2])) == []
