"""`quietline partner-serve` with somebody in it: it tells what this user can read, and hands out its own memory.

Run as `python -m`. `TAKEN_OVER_BY`: a socket that both go to; `TRIED`: files, with a colon between. As root it first
becomes a user of its own, as the unit does, and reads what Python loads late before that.
"""

import codecs
import json
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy import create_engine

from reporting.app import partner_serve
from reporting.cli.main import main
from reporting.store.engines import parse

NOBODY = 65534
LATE = ("unicode_escape", "idna", "punycode", "latin-1", "utf-16")


def become_another(url: str) -> None:
    with suppress(Exception), create_engine(parse(url)).connect():
        """Only so that its driver is loaded."""
    for name in LATE:
        codecs.lookup(name)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def readable(path: str) -> bool:
    try:
        with Path(path).open("rb"):
            return True
    except OSError:
        return False


if __name__ == "__main__":
    assert partner_serve  # loaded now, for after this nothing of Python's may be readable
    told, tried = os.environ.pop("TAKEN_OVER_BY"), os.environ.pop("TRIED").split(":")
    # Opened while it may be: a hardened process opens its own memory no more.
    memory = [os.open(f"/proc/self/{name}", os.O_RDONLY) for name in ("mem", "maps")]
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(told)
        if os.environ.pop("AS_ANOTHER", ""):
            become_another(os.environ["QUIETLINE_PARTNER_DATABASE_URL"])
        found = [path for path in tried if readable(path)]
        socket.send_fds(line, [json.dumps(found).encode()], memory)
    for one in memory:
        os.close(one)
    sys.argv = ["quietline", "partner-serve"]
    main()
