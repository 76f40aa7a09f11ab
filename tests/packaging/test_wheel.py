"""The wheel carries everything: installed into an empty environment, away from the source tree, it does the whole job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(300)
def test_installed_wheel_runs_the_demo(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path / "dist"), str(REPOSITORY)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = (tmp_path / "dist").glob("newsletter_composer-*.whl")

    # The environment is empty but for the wheel; the libraries are lent from the one the tests run in (half a gigabyte).
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    site = next(home.glob("lib/python3*/site-packages"), None) or home / "Lib" / "site-packages"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel)],
        check=True,
        capture_output=True,
    )
    lent = [path for path in sys.path if path.endswith("site-packages")]
    (site / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NEWSLETTER_"))}
    where = subprocess.run(
        [python, "-c", "import composer; print(composer.__file__)"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert str(site) in where.stdout, "the source tree was used instead of the wheel"

    answer = subprocess.run(
        [python, "-m", "composer", "demo", "--out", str(tmp_path / "out"), "--json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    result = json.loads(answer.stdout)
    assert result["sent"] > 0
    for name in ("issue", "html", "text", "mailbox"):
        assert Path(result[name]).exists()
