"""Fuzzing of every parser of a stranger's input, guided by coverage: no crash, no hang over 2 s, no growth over 200 MB.

``NEWSLETTER_FUZZ_SECONDS`` is the time for each parser (240 unless told: over an hour for all). What is found is kept in the
folder named in the failure; turned into the smallest input that shows it, it belongs beside the parser's own tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "fuzzing"))

from parsers import PARSERS

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]
FUZZ = Path(__file__).resolve().parent / "fuzzing" / "fuzz.py"
SECONDS = int(os.environ.get("NEWSLETTER_FUZZ_SECONDS", "240"))


@pytest.mark.parametrize("name", sorted(PARSERS))
def test_a_parser_withstands_whatever_comes(name: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="the fuzzer exists for Linux on x86-64 only")
    if not list(PARSERS[name].every_seed()):
        pytest.skip("there are no real files to begin with")
    command = [sys.executable, str(FUZZ), name, str(tmp_path), str(SECONDS)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    print("\n".join(line for line in done.stderr.splitlines() if line.startswith("stat::")))
    found = sorted((tmp_path / "findings").glob("*"))
    assert (done.returncode, found) == (0, []), f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
