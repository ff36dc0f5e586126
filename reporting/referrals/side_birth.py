"""A side thread begins with the student: their keys of it lie under what their six words give."""

from dataclasses import replace

from reporting.cases.ground import Ground
from reporting.model.ids import PacketId, SideId
from reporting.referrals.offer import side_mark
from reporting.store.shred import ShredKey
from reporting.store.sides import Side
from reporting.vault.notation import new_id, new_key
from reporting.vault.sides import Party, SideKeys, certificate, seal_student_seed


def new_side(ground: Ground, wrap: bytes) -> Side:
    """Not stored yet; its shred key is, and is swept if no row follows."""
    side, seed = SideId(new_id()), new_key()
    ground.shred.put([ShredKey(side, 0, new_key())])
    public = SideKeys(seed, side).public
    return Side(side, public, seal_student_seed(wrap, ground.district, side, seed))


def belonging(side: Side, packet: PacketId, answer_key: bytes) -> Side:
    """To a packet: from now on the partner may believe the student's keys."""
    return replace(side, packet=packet, student_mac=student_mac(side, answer_key))


def student_mac(side: Side, answer_key: bytes) -> bytes:
    return certificate(answer_key, side.id, Party.STUDENT, side.student)


def mark_of(side: Side) -> str:
    return side_mark(side.id, side.student)
