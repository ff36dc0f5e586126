"""Calls of the simulated account: they ring, are answered or not, and can be taken back while they ring."""

from collections.abc import Mapping
from functools import partial

from notify.simulator import twiml, webhooks
from notify.simulator.account import Account
from notify.simulator.behaviour import Order
from notify.simulator.fields import Fields
from notify.simulator.records import Record

RINGING = frozenset({"queued", "ringing"})
ENDED = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
# Which of the events that a caller may ask for a status belongs to. Unasked, only the end is told.
_EVENT = {"initiated": "initiated", "ringing": "ringing", "in-progress": "answered"}
_UNASKED = ("completed",)


def place(account: Account, fields: Fields) -> Record:
    record = account.records.add(
        Record(
            sid=account.records.new_sid("CA"),
            kind="voice",
            to=fields["To"],
            sender=fields["From"],
            body="",
            at=account.clock(),
            status="queued",
            direction="outbound-api",
            callback=fields.get("StatusCallback", ""),
            events=fields.all("StatusCallbackEvent") or _UNASKED,
            url=fields["Url"],
        )
    )
    account.schedule.after(0, partial(_tell, account, record.sid, "initiated"))
    if account.behaviour.phone(record.to).busy:
        account.schedule.after(account.pace_s, partial(decline, account, record.sid))
        return record
    account.schedule.after(account.pace_s, partial(_ring, account, record.sid))
    ring_s = float(fields.get("Timeout", "60"))
    account.schedule.after(account.pace_s + ring_s, partial(_rang_out, account, record.sid))
    return record


def _ring(account: Account, sid: str) -> None:
    record = account.records.get(sid)
    if record is not None and record.status == "queued":
        _moved(account, sid, "ringing")


def _rang_out(account: Account, sid: str) -> None:
    record = account.records.get(sid)
    if record is None or record.status not in RINGING:
        return
    if account.behaviour.phone(record.to).voicemail:
        voicemail(account, sid)
    else:
        _moved(account, sid, "no-answer")


def decline(account: Account, sid: str) -> bool:
    """A person pushes the call away, or talks to somebody else: the carrier calls both busy."""
    record = account.records.get(sid)
    if record is None or record.kind != "voice" or record.status not in RINGING:
        return False
    _moved(account, sid, "busy")
    return True


def voicemail(account: Account, sid: str) -> bool:
    """A mailbox picks up, hears it all and presses nothing; the carrier cannot tell it from a person."""
    record = pick_up(account, sid)
    if record is None:
        return False
    _gathered(account, record, "")
    return True


def pick_up(account: Account, sid: str) -> Record | None:
    """A person answers: the product is asked what to say."""
    record = account.records.get(sid)
    if record is None or record.kind != "voice" or record.status in ENDED:
        return None
    if record.status != "in-progress":
        _moved(account, sid, "in-progress")
        heard = webhooks.ask(record.url, _form(account, record, "in-progress"), account.token)
        spoken = twiml.voice(heard.body)
        record = account.records.change(sid, body=spoken.said, action=spoken.action)
    return record


def hang_up(account: Account, sid: str) -> bool:
    """Somebody answers, listens, and hangs up without a key."""
    if pick_up(account, sid) is None:
        return False
    _moved(account, sid, "completed")
    return True


def press(account: Account, sid: str, digit: str) -> str:
    """Answer a call and press one key; returns what is said then. "" if there is no such call."""
    record = pick_up(account, sid)
    if record is None or record.status in ENDED:
        return ""
    return _gathered(account, record, digit)


def _gathered(account: Account, record: Record, digit: str) -> str:
    said = ""
    if record.action:
        form = {**_form(account, record, record.status), "Digits": digit, "msg": "Gather End"}
        said = twiml.voice(webhooks.ask(record.action, form, account.token).body).said
    account.records.change(record.sid, body=f"{record.body} [{digit or 'no key'}] {said}".strip())
    # It may have been taken back while we spoke.
    if (now := account.records.get(record.sid)) is not None and now.status not in ENDED:
        _moved(account, record.sid, "completed")
    return said


def end(account: Account, sid: str, word: str) -> Record | None:
    """The caller's own end of a call: `completed` ends any, `canceled` only one that was not answered. None: too late."""
    record = account.records.get(sid)
    if record is None or record.status in ENDED or (word == "canceled" and record.status not in RINGING):
        return None
    # A phone that only rang was never talked to, whatever the caller wrote.
    ended = "canceled" if record.status in RINGING else "completed"
    account.schedule.after(0, partial(_tell, account, sid, ended))
    return account.records.change(sid, status=ended)


def _moved(account: Account, sid: str, word: str) -> None:
    account.records.change(sid, status=word)
    _tell(account, sid, word)


def _tell(account: Account, sid: str, word: str) -> None:
    record = account.records.get(sid)
    if record is None:
        return
    if account.behaviour.order is not Order.REVERSED:
        account.tell(record.callback, _forms(account, record, (word,)))
    elif word in ENDED:
        account.tell(record.callback, _forms(account, record, ("initiated", *record.history[1:])))


def _forms(account: Account, record: Record, words: tuple[str, ...]) -> list[Mapping[str, str]]:
    return [_form(account, record, word) for word in words if _EVENT.get(word, "completed") in record.events]


def _form(account: Account, record: Record, word: str) -> dict[str, str]:
    return {
        "CallSid": record.sid,
        "AccountSid": account.sid,
        "ApiVersion": "2010-04-01",
        "CallStatus": word,
        "Direction": record.direction,
        "To": record.to,
        "From": record.sender,
    }
