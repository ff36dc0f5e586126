"""What an envelope holds. The numbers are written into sealed formats and never change meaning."""

from enum import IntEnum


class Kind(IntEnum):
    WEB = 1
    SMS = 2
    STAFF_REPLY = 3
    NOTE = 4
    SYSTEM = 5
    TRIAGE = 6
    CONTACT = 7
    SUMMARY = 8
    DRAFT = 9
    ATTACHMENT = 10
    PACKET = 11
    REFERRAL_SECRET = 12

    @property
    def part(self) -> int:
        """Which shred key of the thread seals it: 1 for a number, which dies alone; 0 for all else."""
        return 1 if self is Kind.CONTACT else 0
