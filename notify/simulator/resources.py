"""Records as the JSON that Twilio's REST API answers with (API version 2010-04-01)."""

from collections.abc import Sequence
from email.utils import format_datetime
from typing import Any

import smsutil

from notify.simulator.records import Record

VERSION = "2010-04-01"
Json = dict[str, Any]


def message(account: str, record: Record) -> Json:
    base = f"/{VERSION}/Accounts/{account}/Messages/{record.sid}"
    moment = format_datetime(record.at)
    return {
        "body": record.body,
        "num_segments": str(len(smsutil.split(record.body).parts)),
        "direction": record.direction,
        "from": record.sender,
        "to": record.to,
        "date_updated": moment,
        "price": None,
        "error_message": None,
        "uri": f"{base}.json",
        "account_sid": account,
        "num_media": str(record.media),
        "status": record.status,
        "messaging_service_sid": None,
        "sid": record.sid,
        "date_sent": None if record.status in {"queued", "accepted"} else moment,
        "date_created": moment,
        "error_code": record.error or None,
        "price_unit": "USD",
        "api_version": VERSION,
        "subresource_uris": {"media": f"{base}/Media.json"},
    }


def call(account: str, record: Record) -> Json:
    base = f"/{VERSION}/Accounts/{account}/Calls/{record.sid}"
    moment = format_datetime(record.at)
    ended = record.status in {"completed", "busy", "no-answer", "failed", "canceled"}
    return {
        "sid": record.sid,
        "date_created": moment,
        "date_updated": moment,
        "parent_call_sid": None,
        "account_sid": account,
        "to": record.to,
        "to_formatted": record.to,
        "from": record.sender,
        "from_formatted": record.sender,
        "phone_number_sid": None,
        "status": record.status,
        "start_time": moment if ended else None,
        "end_time": moment if ended else None,
        "duration": "0" if ended else None,
        "price": None,
        "price_unit": "USD",
        "direction": record.direction,
        "answered_by": None,
        "api_version": VERSION,
        "forwarded_from": None,
        "group_sid": None,
        "caller_name": None,
        "queue_time": "0",
        "trunk_sid": None,
        "uri": f"{base}.json",
        "subresource_uris": {"events": f"{base}/Events.json", "recordings": f"{base}/Recordings.json"},
    }


def messages_page(account: str, records: Sequence[Record], size: int) -> Json:
    base = f"/{VERSION}/Accounts/{account}/Messages.json"
    shown = [message(account, each) for each in records[:size]]
    return {
        "messages": shown,
        "page": 0,
        "page_size": size,
        "start": 0,
        "end": max(0, len(shown) - 1),
        "uri": f"{base}?PageSize={size}&Page=0",
        "first_page_uri": f"{base}?PageSize={size}&Page=0",
        "next_page_uri": None,
        "previous_page_uri": None,
    }


def error(status: int, code: int, text: str) -> Json:
    return {
        "code": code,
        "message": text,
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
