"""The simulated account: takes texts and calls, moves them along, and tells the product by signed callbacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from notify.keywords import CARRIER_STARTS, CARRIER_STOPS
from notify.ports import Clock
from notify.simulator import twiml, webhooks
from notify.simulator.behaviour import Behaviour, Order
from notify.simulator.records import Record, Records
from notify.simulator.schedule import Schedule

STOP_ANSWER = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
START_ANSWER = (
    "You have successfully been re-subscribed to messages from this number. Reply STOP to unsubscribe."
)
_ENDED_CALL = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})


@dataclass(slots=True)
class Account:
    sid: str
    token: str
    numbers: frozenset[str]
    public_url: str
    clock: Clock
    schedule: Schedule
    pace_s: float = 0.15
    records: Records = field(default_factory=Records)
    behaviour: Behaviour = field(default_factory=Behaviour)

    def take_text(self, fields: Mapping[str, str]) -> Record:
        """A text that passed the checks of the REST side: queued, and on its way."""
        media = 1 if fields.get("MediaUrl") else 0
        record = self.records.add(
            Record(
                sid=self.records.new_sid("MM" if media else "SM"),
                kind="mms" if media else "sms",
                to=fields["To"],
                sender=fields["From"],
                body=fields.get("Body", ""),
                at=self.clock(),
                status="queued",
                direction="outbound-api",
                callback=fields.get("StatusCallback", ""),
                media=media,
            )
        )
        self._travel(record)
        return record

    def _travel(self, record: Record) -> None:
        phone = self.behaviour.phone(record.to)
        words = ["sending", "sent"]
        if phone.error:
            words.append("undelivered")
        elif not phone.off:
            words.append("delivered")
        for number, word in enumerate(words, 1):
            self.schedule.after(number * self.pace_s, self._moved(record.sid, word, phone.error))
        told = list(reversed(words)) if self.behaviour.order is Order.REVERSED else words
        if self.behaviour.order is Order.NEVER or not record.callback:
            return
        if self.behaviour.order is Order.DOUBLED:
            told = [word for word in words for _ in range(2)]
        # Out of order means: known to Twilio in order, told to us in another.
        late = len(words) if self.behaviour.order is Order.REVERSED else 0
        for number, word in enumerate(told, 1):
            self.schedule.after((late + number) * self.pace_s, self._told(record.sid, word, phone.error))

    def _moved(self, sid: str, word: str, error: int) -> Callable[[], None]:
        def move() -> None:
            self.records.change(sid, status=word, error=error if word == "undelivered" else 0)

        return move

    def _told(self, sid: str, word: str, error: int) -> Callable[[], None]:
        def tell() -> None:
            record = self.records.get(sid)
            if record is None:
                return
            form = {
                "MessageSid": sid,
                "SmsSid": sid,
                "MessageStatus": word,
                "SmsStatus": word,
                "To": record.to,
                "From": record.sender,
                "AccountSid": self.sid,
                "ApiVersion": "2010-04-01",
            }
            if word == "undelivered" and error:
                form["ErrorCode"] = str(error)
            webhooks.post(record.callback, form, self.token)

        return tell

    def place_call(self, fields: Mapping[str, str]) -> Record:
        record = self.records.add(
            Record(
                sid=self.records.new_sid("CA"),
                kind="voice",
                to=fields["To"],
                sender=fields["From"],
                body="",
                at=self.clock(),
                status="queued",
                direction="outbound-api",
                callback=fields.get("StatusCallback", ""),
                url=fields["Url"],
            )
        )
        self.schedule.after(self.pace_s, lambda: self._call_moved(record.sid, "ringing"))
        ring_s = float(fields.get("Timeout", "60"))
        self.schedule.after(self.pace_s + ring_s, lambda: self._rang_out(record.sid))
        return record

    def _rang_out(self, sid: str) -> None:
        record = self.records.get(sid)
        if record is not None and record.status in {"queued", "ringing"}:
            self._call_moved(sid, "no-answer")

    def _call_moved(self, sid: str, word: str) -> None:
        record = self.records.change(sid, status=word)
        if record is not None and record.callback:
            webhooks.post(record.callback, self._call_form(record), self.token)

    def _call_form(self, record: Record) -> dict[str, str]:
        return {
            "CallSid": record.sid,
            "AccountSid": self.sid,
            "ApiVersion": "2010-04-01",
            "CallStatus": record.status,
            "Direction": record.direction,
            "To": record.to,
            "From": record.sender,
        }

    def pick_up(self, sid: str) -> Record | None:
        """A person answers: the product is asked what to say."""
        record = self.records.get(sid)
        if record is None or record.kind != "voice" or record.status in _ENDED_CALL:
            return None
        if record.status != "in-progress":
            self._call_moved(sid, "in-progress")
            heard = webhooks.post(record.url, self._call_form(record), self.token)
            spoken = twiml.voice(heard.body)
            record = self.records.change(sid, body=spoken.said, action=spoken.action)
        return record

    def press(self, sid: str, digit: str) -> str:
        """Answer a call and press one key; returns what is said then. "" if there is no such call."""
        record = self.pick_up(sid)
        if record is None or not record.action:
            return ""
        form = {**self._call_form(record), "Digits": digit, "msg": "Gather End"}
        said = twiml.voice(webhooks.post(record.action, form, self.token).body).said
        self.records.change(sid, body=f"{record.body} [{digit}] {said}".strip())
        self._call_moved(sid, "completed")
        return said

    def hang_up(self, sid: str) -> Record | None:
        self._call_moved(sid, "completed")
        return self.records.get(sid)

    def hear(self, sender: str, to: str, body: str, media: int = 0) -> webhooks.Answer:
        """A phone texts one of our numbers: STOP is acted on, then the product is asked, as Twilio does."""
        word = body.strip().upper()
        record = self.records.add(
            Record(
                sid=self.records.new_sid("MM" if media else "SM"),
                kind="mms" if media else "sms",
                to=to,
                sender=sender,
                body=body,
                at=self.clock(),
                status="received",
                direction="inbound",
                media=media,
            )
        )
        stock = ""
        if word in CARRIER_STOPS:
            self.records.opt_out(to, sender)
            stock = STOP_ANSWER
        elif word in CARRIER_STARTS and self.records.opted_out(to, sender):
            self.records.opt_in(to, sender)
            stock = START_ANSWER
        if stock:
            self._leave(record, stock, blocked=False)
        answer = webhooks.post(f"{self.public_url}/sms", self._text_form(record), self.token)
        if answer.status == 200 and answer.body.strip():  # noqa: PLR2004 -- HTTP
            for text in twiml.texts(answer.body):
                self._leave(record, text, blocked=self.records.opted_out(to, sender))
        return answer

    def _text_form(self, record: Record) -> dict[str, str]:
        form = {
            "MessageSid": record.sid,
            "SmsSid": record.sid,
            "SmsMessageSid": record.sid,
            "SmsStatus": "received",
            "AccountSid": self.sid,
            "ApiVersion": "2010-04-01",
            "MessagingServiceSid": "",
            "To": record.to,
            "From": record.sender,
            "Body": record.body,
            "NumMedia": str(record.media),
            "NumSegments": "1",
            # What real requests carry and nobody here may keep:
            "ToCity": "",
            "ToState": "",
            "ToZip": "",
            "ToCountry": "US",
            "FromCity": "",
            "FromState": "",
            "FromZip": "",
            "FromCountry": "US",
        }
        for number in range(record.media):
            form[f"MediaUrl{number}"] = f"{self.public_url}/no-media/{record.sid}/{number}"
            form[f"MediaContentType{number}"] = "image/jpeg"
        return form

    def _leave(self, heard: Record, text: str, *, blocked: bool) -> None:
        self.records.add(
            Record(
                sid=self.records.new_sid("SM"),
                kind="sms",
                to=heard.sender,
                sender=heard.to,
                body=text,
                at=self.clock(),
                status="failed" if blocked else "delivered",
                direction="outbound-reply",
                error=21610 if blocked else 0,
            )
        )
