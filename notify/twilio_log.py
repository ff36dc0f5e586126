"""Twilio's own log of messages and calls: finding what lies there of ours, and deleting it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notify.keywords import keyword
from notify.ports import CarrierError, Listed
from notify.twilio import TwilioCarrier, mapped

_MOST = 200
_MOST_MEDIA = 20
# Anything else may still be sent, and cannot be deleted.
_SETTLED = frozenset({"delivered", "undelivered", "failed", "canceled", "received", "read", "sent"})


@dataclass(frozen=True, slots=True)
class TwilioLog:
    """Satisfies `ports.MessageLog`."""

    carrier: TwilioCarrier

    def erase(self, sid: str) -> None:
        """A call, or a message with its pictures, which Twilio would keep otherwise."""
        client = self.carrier.client
        if sid.startswith("CA"):
            mapped(lambda: client.calls(sid).delete())
            return
        if sid.startswith("MM"):
            for each in self._pictures(sid):
                mapped(each.delete)
        mapped(lambda: client.messages(sid).delete())

    def _pictures(self, sid: str) -> Sequence[Any]:
        try:
            found: Sequence[Any] = mapped(
                lambda: self.carrier.client.messages(sid).media.list(limit=_MOST_MEDIA)
            )
        except CarrierError:
            return ()  # what is wrong shows when the message itself is deleted
        return found

    def texts(self, *, number: str, inbound: bool, before: datetime) -> Sequence[Listed]:
        ends: dict[str, str] = {"to": number} if inbound else {"from_": number}
        found = mapped(
            lambda: self.carrier.client.messages.list(date_sent_before=before, limit=_MOST, **ends)
        )
        return [
            Listed(each.sid, keyword=keyword(each.body or "") is not None)
            for each in found
            if _is_inbound(each) is inbound and str(each.status) in _SETTLED and _is_before(each, before)
        ]


def _is_inbound(message: Any) -> bool:
    return str(message.direction).endswith("inbound")


def _is_before(message: Any, moment: datetime) -> bool:
    """Once more here: what is deleted too early cannot be looked for."""
    sent: datetime | None = message.date_sent or message.date_created
    return sent is not None and sent <= moment
