"""Serves the practice mailbox in a folder until its standard input is closed. Prints its port.

practice_mailbox.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from composer.delivery.practice_server import PracticeServer

if __name__ == "__main__":
    with PracticeServer(Path(sys.argv[1])) as server:
        print(server.port, flush=True)
        sys.stdin.read()
