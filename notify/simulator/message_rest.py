"""Messages of the REST API: what is refused, with which code, and what is taken, redacted or deleted."""

import re
from collections.abc import Iterator
from dataclasses import replace

from notify.simulator import listing, resources, texting
from notify.simulator.account import Account
from notify.simulator.behaviour import TEXTS, Fault
from notify.simulator.fields import Fields
from notify.simulator.records import Record
from notify.simulator.replies import FAILED, NOT_ALLOWED, NOT_FOUND, TOO_EARLY, Reply, refuse

MAGIC = {
    "+15005550001": (21211, "The 'To' number is not a valid phone number."),
    "+15005550002": (21612, "The 'To' phone number is not currently reachable."),
    "+15005550003": (21408, "Permission to send an SMS has not been enabled for the region."),
    "+15005550004": (21610, "Attempt to send to unsubscribed recipient."),
    "+15005550009": (21614, "'To' number is not a valid mobile number."),
}
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
# Another host of Twilio's, which its API sends a fetcher on to; a path of its own plays it here.
STORE = "/mms.twiliocdn.com/"
_LONGEST = 1600
_MOST_MEDIA = 10
_VALIDITY_S = range(1, 36_001)
_ENDED = frozenset({"delivered", "undelivered", "failed", "canceled", "received", "read"})
# What a phone's own picture is here: one transparent point.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6300"
    "01000005000101270e0bb40000000049454e44ae426082"
)


def every(account: Account, method: str, _names: tuple[str, ...], fields: Fields) -> Reply:
    if method == "POST":
        return _create(account, fields)
    found = listing.matching(_kept(account), fields, when="DateSent")
    base = f"Accounts/{account.sid}/Messages.json"
    page = listing.page("messages", base, found, fields, lambda each: resources.message(account.sid, each))
    return Reply(200, page)


def one(account: Account, method: str, names: tuple[str, ...], fields: Fields) -> Reply:
    record = _found(account, names[0])
    if record is None:
        return NOT_FOUND
    if method == "GET":
        return Reply(200, resources.message(account.sid, record))
    if record.status not in _ENDED:
        return TOO_EARLY
    if method == "DELETE":
        account.records.remove(record.sid)
        return Reply(204)
    if fields.get("Body") != "":
        return refuse(400, 20001, "Only an empty Body may be written.")
    redacted = account.records.change(record.sid, body="")
    return NOT_FOUND if redacted is None else Reply(200, resources.message(account.sid, redacted))


def pictures(account: Account, method: str, names: tuple[str, ...], _fields: Fields) -> Reply:
    record = _found(account, names[0])
    if record is None:
        return NOT_FOUND
    if method != "GET":
        return NOT_ALLOWED
    return Reply(200, resources.media_page(account.sid, record))


def picture(account: Account, method: str, names: tuple[str, ...], _fields: Fields) -> Reply:
    """With `.json` what it is; without, the way to the picture itself. Deleting one leaves its message's others."""
    record = _found(account, names[0])
    media = next((each for each in record.media if each.sid == names[1]), None) if record else None
    if record is None or media is None:
        return NOT_FOUND
    if method == "DELETE":
        if record.status not in _ENDED:
            return TOO_EARLY
        account.records.change(record.sid, media=tuple(each for each in record.media if each != media))
        return Reply(204)
    if method != "GET":
        return NOT_ALLOWED
    if names[2]:
        return Reply(200, resources.media(account.sid, record, media))
    # As an account does that asks for credentials: the file itself lies in a store of its own, behind an address that opens it.
    return Reply(307, headers=(("Location", f"{account.rest_url}{STORE}{account.sid}/{media.sid}"),))


def stored(account: Account, method: str, rest: str, *, credentials: bool) -> Reply:
    """The store behind the API. It takes no credentials beside those in its address, and refuses a request with two kinds."""
    if method != "GET":
        return NOT_ALLOWED
    if credentials:
        return refuse(400, 400, "Only one auth mechanism allowed.")
    owner, _, sid = rest.partition("/")
    found = (each for record in account.records.all() for each in record.media if each.sid == sid)
    media = next(found, None) if owner == account.sid else None
    if media is None:
        return NOT_FOUND
    return Reply(200, raw=media.data or PICTURE, headers=(("Content-Type", media.content_type),))


def _kept(account: Account) -> list[Record]:
    return [each for each in account.records.all() if each.kind in {"sms", "mms"}]


def _found(account: Account, sid: str) -> Record | None:
    record = account.records.get(sid)
    return record if record is not None and record.kind in {"sms", "mms"} else None


def _create(account: Account, fields: Fields) -> Reply:
    fault = account.behaviour.take(TEXTS)
    if fault in FAILED:
        return FAILED[fault]
    wrong = next((each for each in _checks(account, fields) if each is not None), None)
    if wrong is not None:
        return wrong
    reply = Reply(201, resources.message(account.sid, texting.take(account, fields)))
    wait_s = account.behaviour.slow_s if fault is Fault.SLOW else 0.0
    return replace(reply, cut=fault is Fault.LOST_REPLY, wait_s=wait_s)


def _checks(account: Account, fields: Fields) -> Iterator[Reply | None]:
    """Twilio's refusals in the order in which it looks; None where all is well."""
    to, body, media = fields.get("To", ""), fields.get("Body", ""), fields.all("MediaUrl")
    yield None if to else refuse(400, 21604, "A 'To' phone number is required.")
    yield None if E164.fullmatch(to) else refuse(400, 21211, "The 'To' number is not a valid phone number.")
    yield from _senders(account, fields)
    yield refuse(400, *MAGIC[to]) if to in MAGIC else None
    service = fields.get("MessagingServiceSid", "")
    if account.records.opted_out(service or account.bucket(fields.get("From", "")), to):
        yield refuse(400, 21610, "Attempt to send to unsubscribed recipient.")
    yield None if body or media else refuse(400, 21602, "Message body is required.")
    if len(body) > _LONGEST:
        yield refuse(400, 21617, "The concatenated message body exceeds the 1600 character limit.")
    if len(media) > _MOST_MEDIA:
        yield refuse(400, 21623, "Number of media files exceeds allowed limit.")
    validity = fields.get("ValidityPeriod", "36000")
    if not validity.isdecimal() or int(validity) not in _VALIDITY_S:
        yield refuse(400, 21626, "The validity period is not valid.")


def _senders(account: Account, fields: Fields) -> Iterator[Reply | None]:
    sender, sid = fields.get("From", ""), fields.get("MessagingServiceSid", "")
    if not sender and not sid:
        yield refuse(400, 21603, "A 'From' phone number is required.")
    service = account.setup.service(sid)
    if sid and service is None:
        yield refuse(404, 20404, "The Messaging Service was not found.")
    elif service is not None and not service.numbers:
        yield refuse(400, 21703, "The Messaging Service contains no phone numbers.")
    elif service is not None and sender and sender not in service.numbers:
        yield refuse(400, 21712, "The 'From' number does not belong to the Messaging Service.")
    line = account.setup.lines.get(sender)
    if sender and (line is None or not line.texts):
        yield refuse(400, 21606, "The 'From' number is not a message-capable number of this account.")
