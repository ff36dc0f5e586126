"""Boxes for what waits to be sent. Each is bound to its row: a body moved to another number does not open."""

from reporting.vault.notation import Unreadable, gcm_open, gcm_seal, kd, label, lp
from reporting.vault.redacted import Redacted


def service_key(server_key: bytes, district: bytes) -> bytes:
    """The key on disk for staff contacts and provider secrets; never for a student's number."""
    return kd(server_key, "service", district)


class _Box(Redacted):
    _name: str

    def __init__(self, key: bytes, unopenable: type[Exception] = Unreadable) -> None:
        """`unopenable` is what `open` raises, so that a caller need not know the vault's own error."""
        self._key = key
        self._unopenable = unopenable

    def seal(self, plaintext: bytes, row: bytes) -> bytes:
        """28 bytes longer than the plaintext."""
        return gcm_seal(self._key, plaintext, lp(label(self._name), row))

    def open(self, sealed: bytes, row: bytes) -> bytes:
        """Raises the error that the box was made with."""
        try:
            return gcm_open(self._key, sealed, lp(label(self._name), row))
        except Unreadable:
            pass
        raise self._unopenable


class ServiceBox(_Box):
    """Survives a restart: numbers of staff, provider secrets, pages."""

    _name = "service"


class OutboxBox(_Box):
    """Dies with the process: texts to students. After a restart they are shown as not sent."""

    _name = "outbox"


class PartnerBox(_Box):
    """Names and addresses of people at partners: the school and the partner's pages have its key, and it opens nothing else."""

    _name = "partner"
