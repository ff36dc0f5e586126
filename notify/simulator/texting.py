"""Texts of the simulated account: on their way out, and what phones write to its numbers."""

from collections.abc import Mapping, Sequence
from functools import partial

import smsutil

from notify.keywords import CARRIER_STARTS, CARRIER_STOPS
from notify.simulator import twiml, webhooks
from notify.simulator.account import Account
from notify.simulator.fields import Fields
from notify.simulator.records import Media, Record

STOP_ANSWER = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
START_ANSWER = (
    "You have successfully been re-subscribed to messages from this number. Reply STOP to unsubscribe."
)
HELP_ANSWER = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
HELP_WORDS = frozenset({"HELP", "INFO"})
UNDELIVERED = "undelivered"


def take(account: Account, fields: Fields) -> Record:
    """A text that passed the checks of the REST side: queued, and on its way."""
    service = account.setup.service(fields.get("MessagingServiceSid", ""))
    sender = fields.get("From") or (service.numbers[0] if service else "")
    media = len(fields.all("MediaUrl"))
    record = account.records.add(
        Record(
            sid=account.records.new_sid("MM" if media else "SM"),
            kind="mms" if media else "sms",
            to=fields["To"],
            sender=sender,
            body=fields.get("Body", ""),
            at=account.clock(),
            status="accepted" if service else "queued",
            direction="outbound-api",
            callback=fields.get("StatusCallback", ""),
            media=_media(account, media),
            service=service.sid if service else "",
        )
    )
    _travel(account, record)
    return record


def segments(body: str) -> int:
    return len(smsutil.split(body).parts)


def _travel(account: Account, record: Record) -> None:
    """A text waits for its number, then moves; the carrier's word on it is the last."""
    phone = account.behaviour.phone(record.to)
    error = account.setup.blocked(record.sender) or phone.error
    words = (["queued"] if record.status == "accepted" else []) + ["sending", "sent"]
    if error:
        words.append(UNDELIVERED)
    elif not phone.off:
        words.append("delivered")
    waits = account.queue_s(record.sender, segments(record.body))
    for number, word in enumerate(words, 1):
        account.schedule.after(
            waits + number * account.pace_s, partial(_moved, account, record.sid, word, error)
        )
    forms: list[Mapping[str, str]] = [_status_form(account, record, word, error) for word in words]
    account.tell(record.callback, forms, after_s=waits, step_s=account.pace_s)


def _moved(account: Account, sid: str, word: str, error: int) -> None:
    record = account.records.change(sid, status=word, error=error if word == UNDELIVERED else 0)
    # A text from one of our numbers to another is heard there, as it would be by any phone.
    if record is not None and word == "delivered" and record.to in account.setup.lines:
        hear(account, record.sender, record.to, record.body, len(record.media))


def _status_form(account: Account, record: Record, word: str, error: int) -> dict[str, str]:
    form = {
        "MessageSid": record.sid,
        "SmsSid": record.sid,
        "MessageStatus": word,
        "SmsStatus": word,
        "To": record.to,
        "From": record.sender,
        "AccountSid": account.sid,
        "ApiVersion": "2010-04-01",
    }
    if record.service:
        form["MessagingServiceSid"] = record.service
    if word == UNDELIVERED and error:
        form["ErrorCode"] = str(error)
    return form


def hear(
    account: Account,
    sender: str,
    to: str,
    body: str,
    media: int = 0,
    *,
    files: Sequence[tuple[str, bytes]] = (),
) -> webhooks.Answer:
    """A phone texts one of our numbers: keywords are acted on, then the product is asked, as Twilio does.

    `files`: (declared type, bytes) of what comes with it; `media`: how many pictures of one point more.
    """
    enclosed = (
        *(Media(account.records.new_sid("ME"), declared, data) for declared, data in files),
        *_media(account, media),
    )
    record = account.records.add(
        Record(
            sid=account.records.new_sid("MM" if enclosed else "SM"),
            kind="mms" if enclosed else "sms",
            to=to,
            sender=sender,
            body=body,
            at=account.clock(),
            status="received",
            direction="inbound",
            media=enclosed,
            service=_service(account, to),
        )
    )
    meaning, stock = _keyword(account, sender, to, body)
    if stock:
        _leave(account, record, stock, blocked=False)
    if to not in account.setup.lines:
        return webhooks.Answer(0, "")
    url, method, fallback = account.setup.inbound(to)
    form = _inbound_form(account, record, meaning)
    answer = webhooks.ask(url, form, account.token, method=method, fallback=fallback)
    if answer.status == 200 and answer.body.strip():  # noqa: PLR2004 -- HTTP
        for text in twiml.texts(answer.body):
            blocked = account.records.opted_out(account.bucket(to), sender)
            _leave(account, record, text, blocked=blocked)
    return answer


def _keyword(account: Account, sender: str, to: str, body: str) -> tuple[str, str]:
    """What Twilio itself takes the text for, "" if for nothing, and what it answers."""
    word, bucket, service = body.strip().upper(), account.bucket(to), account.setup.service_of(to)
    if word in CARRIER_STOPS:
        account.records.opt_out(bucket, sender)
        return "STOP", (service.stop if service else None) or STOP_ANSWER
    if word in CARRIER_STARTS and account.records.opted_out(bucket, sender):
        account.records.opt_in(bucket, sender)
        return "START", (service.start if service else None) or START_ANSWER
    if word in HELP_WORDS:
        return "HELP", (service.help if service else None) or HELP_ANSWER
    return "", ""


def _service(account: Account, number: str) -> str:
    service = account.setup.service_of(number)
    return service.sid if service else ""


def _media(account: Account, count: int) -> tuple[Media, ...]:
    return tuple(Media(account.records.new_sid("ME")) for _ in range(count))


def _inbound_form(account: Account, record: Record, meaning: str) -> dict[str, str]:
    form = {
        "MessageSid": record.sid,
        "SmsSid": record.sid,
        "SmsMessageSid": record.sid,
        "SmsStatus": "received",
        "AccountSid": account.sid,
        "ApiVersion": "2010-04-01",
        "MessagingServiceSid": record.service,
        "To": record.to,
        "From": record.sender,
        "Body": record.body,
        "NumMedia": str(len(record.media)),
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
    if meaning and record.service:
        form["OptOutType"] = meaning
    base = f"{account.rest_url}/2010-04-01/Accounts/{account.sid}/Messages/{record.sid}/Media"
    for number, media in enumerate(record.media):
        form[f"MediaUrl{number}"] = f"{base}/{media.sid}"
        form[f"MediaContentType{number}"] = media.content_type
    return form


def _leave(account: Account, heard: Record, text: str, *, blocked: bool) -> None:
    """An answer to a text. Nobody asked for its status, so nobody is told."""
    phone = account.behaviour.phone(heard.sender)
    error = 21610 if blocked else account.setup.blocked(heard.to) or phone.error
    account.records.add(
        Record(
            sid=account.records.new_sid("SM"),
            kind="sms",
            to=heard.sender,
            sender=heard.to,
            body=text,
            at=account.clock(),
            status=_ends(phone_off=phone.off, blocked=blocked, error=error),
            direction="outbound-reply",
            error=error,
            service=heard.service,
        )
    )
    if heard.sender in account.setup.lines and not blocked:
        account.schedule.after(account.pace_s, partial(hear, account, heard.to, heard.sender, text))


def _ends(*, phone_off: bool, blocked: bool, error: int) -> str:
    if blocked:
        return "failed"
    if error:
        return UNDELIVERED
    return "sent" if phone_off else "delivered"
