"""A process that fuzzes one parser, guided by which lines of ours it reaches: ``fuzz.py NAME FOLDER SECONDS``.

What is found lies in FOLDER/findings when this ends with a status other than 0: an input that makes the parser fail, take more
than two seconds of the processor, or grow the process by more than 200 MB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
MOST_SECONDS = 2.0
MOST_GROWTH = 200 * 1024
"""Kilobytes, as getrusage counts."""
LONGEST = 65_536


def main() -> None:
    """Fuzz until the time is over or something is found."""
    name, folder, seconds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    sys.path.insert(0, str(HERE))
    with atheris.instrument_imports(include=["composer.sources", "composer.contacts", "composer.delivery", "feedparser"]):
        import parsers

        parsers.source_types()
    parser = parsers.PARSERS[name]
    corpus, findings = folder / "corpus", folder / "findings"
    for made in (corpus, findings):
        made.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(parser.every_seed()):
        (corpus / f"seed-{number}").write_bytes(seed)
        parsers.parse(name, seed)
    # What the libraries keep for good is loaded by now.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def one(content: bytes) -> None:
        began = time.process_time()
        parsers.parse(name, content)
        took = time.process_time() - began
        if took > MOST_SECONDS and (alone := _alone(name, content, folder)) > MOST_SECONDS:
            raise TimeoutError(f"{alone:.1f} s for {len(content)} bytes")
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        if grown > MOST_GROWTH:
            raise MemoryError(f"{grown // 1024} MB more after {len(content)} bytes")

    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-len_control=20", f"-artifact_prefix={findings}/"]
    options += [f"-dict={HERE / 'words' / parser.words}.dict"] if parser.words else []
    # A clock on the wall would blame the parser for a busy machine: this one only ends what hangs for good.
    options += ["-timeout=60", "-rss_limit_mb=3000", "-print_final_stats=1", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


def _alone(name: str, content: bytes, folder: Path) -> float:
    """Seconds of the processor without the guiding, which itself takes most of the time."""
    slow = folder / "slow"
    slow.write_bytes(content)
    code = "import sys, time, parsers\nname, seed = sys.argv[1], open(sys.argv[2], 'rb').read()\nparsers.parse(name, b'')\n"
    code += "began = time.process_time()\nparsers.parse(name, seed)\nprint(time.process_time() - began)"
    done = subprocess.run([sys.executable, "-c", code, name, str(slow)], capture_output=True, text=True, cwd=HERE, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()
