"""What the second process does: one rule book in, then texts in and decisions out, until the pipe ends.

It holds no key; once it reads texts it can open no file and no socket, and it keeps none of them.
"""

import os

from reporting.beside.pipe import Hung, receive, send
from reporting.beside.wire import Asked
from reporting.files import jail
from reporting.vault.hardening import harden_process
from triage.assess import assess
from triage.compiling import compile_packs

_IN, _OUT = 0, 1
_LARGEST_FILE = 0  # none is written
_SECONDS = 30 * 24 * 3600


def main() -> None:
    harden_process()
    try:
        rulebook = compile_packs(receive(_IN))
        jail.close(_LARGEST_FILE, _SECONDS)
        send(_OUT, {"hash": rulebook.hash})
        while True:
            asked = Asked.unpacked(receive(_IN))
            send(_OUT, assess(asked.text, rulebook, asked.context).as_dict())
    except Hung:
        pass
    # No destructor, no handler: nothing of the interpreter runs after a text.
    os._exit(0)
