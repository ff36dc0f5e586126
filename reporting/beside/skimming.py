"""What a process does that skims for one search: keys and sealed conversations in, one byte for each out, until the pipe ends.

It closes itself in before it is given anything, keeps no conversation, and ends by itself if it was forgotten.
"""

import os
import signal

from reporting.beside.pipe import Hung, receive, receive_bytes, send, send_bytes
from reporting.beside.skim import Skim
from reporting.beside.skim_wire import answer, opened, unpacked
from reporting.files import jail
from reporting.vault.hardening import harden_process
from reporting.vault.xwing import PrivateKey

_IN, _OUT = 0, 1
_LARGEST_FILE = 0  # none is written
LONGEST_S = 900
_ALSO = ("getpid",)  # by which the library of ciphers sees whether it was forked
NICER = 5  # whoever writes a message comes first


def main() -> None:
    harden_process()
    os.nice(NICER)
    signal.alarm(LONGEST_S)
    # Whatever the library of ciphers loads with its first use is loaded before the door is shut.
    trial = PrivateKey.generate()
    trial.open_once(trial.public.seal(b"", b""), b"")
    try:
        jail.close(_LARGEST_FILE, LONGEST_S, also=_ALSO)
        send(_OUT, {"ready": True})
        district, question = opened(receive(_IN))
        keys: dict[bytes, PrivateKey] = {}
        skim = Skim(district, question, keys.get)
        while True:
            seeds, threads = unpacked(receive_bytes(_IN))
            keys.update((key.public.kid, key) for key in map(PrivateKey, seeds))
            send_bytes(_OUT, answer(map(skim.is_worth_a_look, threads)))
    except Hung:
        pass
    # No destructor, no handler: nothing of the interpreter runs after a text.
    os._exit(0)
