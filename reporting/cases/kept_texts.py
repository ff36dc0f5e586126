"""Which texts that the carrier brought are kept here by now, so that it may forget them."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from reporting.model.ids import DistrictId, MessageId
from reporting.store import messages, waiting_media, webhooks
from reporting.vault.chain import message_id_of_sid


def kept_texts(district: DistrictId) -> Callable[[Connection, Sequence[str]], frozenset[str]]:
    """Of these ids the ones whose text lies sealed in a thread, or was a member of staff's and has been answered.

    Not while a picture of it waits to be fetched: deleting the text there deletes the picture.
    """

    def kept(conn: Connection, sids: Sequence[str]) -> frozenset[str]:
        return frozenset(sid for sid in sids if _is_kept(conn, district, message_id_of_sid(sid)))

    return kept


def _is_kept(conn: Connection, district: DistrictId, text: bytes) -> bool:
    if waiting_media.any_of(conn, district, text):
        return False
    return messages.find(conn, district, MessageId(text)) is not None or webhooks.was_noted(
        conn, district, text
    )
