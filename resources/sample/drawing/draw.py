"""Makes every drawing of the sample organisation anew: ``python resources/sample/drawing/draw.py [name ...]``."""

from __future__ import annotations

import sys
from pathlib import Path

import indoors
import outdoors

FOLDER = Path(__file__).resolve().parent.parent / "pictures"


def main(names: list[str]) -> None:
    """Draw those named, or all."""
    drawings = {**indoors.DRAWINGS, **outdoors.DRAWINGS}
    for name in names or drawings:
        file = FOLDER / f"{name}.png"
        drawings[name]().save(file)
        print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
