"""Records as the JSON that Twilio's REST API answers with (API version 2010-04-01)."""

from email.utils import format_datetime
from typing import Any

import smsutil

from notify.simulator.records import Media, Record

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
        "num_media": str(len(record.media)),
        "status": record.status,
        "messaging_service_sid": record.service or None,
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


def media(account: str, record: Record, one: Media) -> Json:
    moment = format_datetime(record.at)
    return {
        "account_sid": account,
        "content_type": one.content_type,
        "date_created": moment,
        "date_updated": moment,
        "parent_sid": record.sid,
        "sid": one.sid,
        "uri": f"/{VERSION}/Accounts/{account}/Messages/{record.sid}/Media/{one.sid}.json",
    }


def media_page(account: str, record: Record) -> Json:
    address = f"/{VERSION}/Accounts/{account}/Messages/{record.sid}/Media.json?PageSize=50&Page=0"
    return {
        "media_list": [media(account, record, each) for each in record.media],
        "page": 0,
        "page_size": 50,
        "start": 0,
        "end": max(0, len(record.media) - 1),
        "uri": address,
        "first_page_uri": address,
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
