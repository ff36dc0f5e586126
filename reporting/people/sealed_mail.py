"""An e-mail to a member of staff, sealed into the outbox in the caller's transaction: it leaves when that commits."""

from datetime import datetime

from sqlalchemy import Connection

from notify.outbox import Class, enqueue
from notify.ports import Channel
from reporting.people.ground import Ground
from reporting.vault.service_box import ServiceBox

_ID = 16


def put_mail(
    conn: Connection,
    ground: Ground,
    service: ServiceBox,
    *,
    address: str,
    body: str,
    validity_s: int,
    class_: Class = Class.DIGEST,
    now: datetime | None = None,
    escalation: bytes | None = None,
) -> None:
    """`body`: the subject, an empty line, the text. With `escalation` it goes only while that climb is open."""
    row = ground.random(_ID)
    enqueue(
        conn,
        district=ground.district,
        row_id=row,
        class_=class_,
        sealed_to=service.seal(address.encode(), row),
        sealed_body=service.seal(body.encode(), row),
        sealer="service",
        sender="",
        now=now or ground.clock(),
        channel=Channel.EMAIL,
        escalation=escalation,
        validity_s=validity_s,
    )
