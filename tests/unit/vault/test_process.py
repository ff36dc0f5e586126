"""A process that holds keys gives them to no log, no core file, no pickle and no neighbour."""

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reporting.vault.authorship import ByMember, ByReporter, BySystem, SeenNothing
from reporting.vault.envelope import Opened
from reporting.vault.form_tokens import FormToken, Purpose
from reporting.vault.invites import Invitation
from reporting.vault.known_answers import KnownAnswerFailed, check
from reporting.vault.members import NewMember, Unlocked
from reporting.vault.payload import Payload
from reporting.vault.ram_keys import RamKeys
from reporting.vault.receipts import ReceiptKeys
from reporting.vault.service_box import OutboxBox, ServiceBox
from reporting.vault.signing import SigningKey
from reporting.vault.thread_keys import ThreadKeys
from reporting.vault.xwing import PrivateKey

ROOT = Path(__file__).parents[3]
SECRET = b"\xa7" * 32
ED, X = SigningKey(SECRET), PrivateKey(SECRET)
UNLOCKED = Unlocked(bytes(16), X, ED, SECRET)  # type: ignore[arg-type] # an id is bytes
THREAD = ThreadKeys(bytes(16), SECRET)
HOLDERS = [
    ED,
    X,
    THREAD,
    UNLOCKED,
    NewMember(UNLOCKED, b"", b""),
    ByMember(bytes(16), ED),
    ByReporter(SECRET),
    BySystem(ED),
    ReceiptKeys(SECRET, SECRET),
    FormToken(Purpose.RETURN, bytes(16), SECRET, bytes(16), 0),
    Invitation(SECRET),
    ServiceBox(SECRET),
    OutboxBox(SECRET),
    RamKeys({"form": SECRET}, 0),
    Opened(SECRET, SeenNothing()),
    Payload(at=0, text="abuelo"),
]


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda one: type(one).__name__)
def test_what_holds_a_secret_does_not_show_it(holder: Any) -> None:
    for shown in (repr(holder), str(holder), f"{holder}", repr([holder])):
        assert "redacted" in shown
        assert "abuelo" not in shown
        assert SECRET.hex() not in shown
        assert "xa7" not in shown
    for copier in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never serialised"):
            copier(holder)


HARDENED = """
import ctypes, resource
from reporting.vault.hardening import harden_process

def dumpable():
    return ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)

before = dumpable()
harden_process()
print(before, dumpable(), resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_a_hardened_process_leaves_no_core_and_shows_its_memory_to_no_neighbour() -> None:
    child = subprocess.run(
        [sys.executable, "-c", HARDENED],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert child.stdout.strip() == "1 0 (0, 0)"


def test_the_known_answers_are_right_here() -> None:
    check()


def test_a_wrong_answer_says_what_to_do() -> None:
    assert "install the pinned packages again" in str(KnownAnswerFailed("Argon2id"))
