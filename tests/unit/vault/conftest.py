"""A thread, a queue and a shred key for every promise of the vault."""

from dataclasses import dataclass, field

import pytest

from reporting.model.kind import Kind
from reporting.vault.envelope import Context
from reporting.vault.notation import new_id, new_key
from reporting.vault.signing import SigningKey
from reporting.vault.thread_keys import ThreadKeys
from reporting.vault.xwing import PrivateKey

DISTRICT = bytes(range(16))


@dataclass
class Scene:
    """One district with a thread, two queues, a member and the system."""

    district: bytes = DISTRICT
    keys: ThreadKeys = field(default_factory=lambda: ThreadKeys.generate(DISTRICT))
    shred: bytes = field(default_factory=new_key)
    counselor: PrivateKey = field(default_factory=PrivateKey.generate)
    crisis: PrivateKey = field(default_factory=PrivateKey.generate)
    member: bytes = field(default_factory=new_id)
    member_key: SigningKey = field(default_factory=SigningKey.generate)
    system: SigningKey = field(default_factory=SigningKey.generate)

    def place(self, kind: Kind, message: bytes | None = None) -> Context:
        return Context(self.district, self.keys.thread_id, message or new_id(), 0, kind)


@pytest.fixture(scope="session")
def scene() -> Scene:
    """Nothing in it changes, so that all promises share one."""
    return Scene()
