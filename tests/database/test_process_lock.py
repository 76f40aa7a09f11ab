"""A lock that one process holds, and that goes with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from composer.database.process_lock import process_lock


def test_one_at_a_time(engine: Any) -> None:
    with process_lock(engine, "campaign:1") as held, process_lock(engine, "campaign:1") as second:
        assert (held, second) == (True, False)
        with process_lock(engine, "campaign:2") as other:
            assert other
    with process_lock(engine, "campaign:1") as again:
        assert again


def test_it_goes_with_the_process_however_that_ends(tmp_path: Path) -> None:
    from composer.database.engine import open_engine

    script = (
        "import sys, time\n"
        "from composer.database.engine import open_engine\n"
        "from composer.database.process_lock import process_lock\n"
        "with process_lock(open_engine(sys.argv[1]), 'campaign:1') as held:\n"
        "    print(held, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    engine = open_engine(str(tmp_path))
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    with process_lock(engine, "campaign:1") as held:
        assert not held
    process.kill()
    process.communicate()
    with process_lock(engine, "campaign:1") as held:
        assert held
    engine.dispose()
