"""What an account's settings look like by the REST API: numbers, services, registrations, permissions, balance."""

from collections.abc import Sequence

from notify.simulator import console_resources as shown
from notify.simulator.account import Account
from notify.simulator.fields import Fields
from notify.simulator.replies import NOT_ALLOWED, NOT_FOUND, WITHHELD, Reply
from notify.simulator.resources import Json
from notify.simulator.setup import Line

# Names of what a key can be kept from, in `Setup.withheld`.
ACCOUNT, BALANCE, NUMBERS, SERVICES, REGISTRATIONS, PERMISSIONS = (
    "account",
    "balance",
    "numbers",
    "services",
    "registrations",
    "permissions",
)
_WRITABLE = {
    "SmsUrl": "sms_url",
    "SmsMethod": "sms_method",
    "SmsFallbackUrl": "sms_fallback_url",
    "VoiceUrl": "voice_url",
    "VoiceMethod": "voice_method",
    "VoiceFallbackUrl": "voice_fallback_url",
    "StatusCallback": "status_callback",
}


def _read(account: Account, method: str, what: str, json: Json | None) -> Reply:
    if what in account.setup.withheld:
        return WITHHELD
    if method != "GET":
        return NOT_ALLOWED
    return NOT_FOUND if json is None else Reply(200, json)


def account(account: Account, method: str, _names: tuple[str, ...], _fields: Fields) -> Reply:
    return _read(account, method, ACCOUNT, shown.account(account))


def balance(account: Account, method: str, _names: tuple[str, ...], _fields: Fields) -> Reply:
    return _read(account, method, BALANCE, shown.balance(account))


def numbers(account: Account, method: str, _names: tuple[str, ...], fields: Fields) -> Reply:
    wanted = fields.get("PhoneNumber", "")
    found = [one for one in account.setup.lines.values() if wanted in {"", one.number}]
    return _read(account, method, NUMBERS, shown.lines(account, found))


def number(account: Account, method: str, names: tuple[str, ...], fields: Fields) -> Reply:
    line = next((one for one in account.setup.lines.values() if one.sid == names[0]), None)
    if method == "POST" and line is not None and NUMBERS not in account.setup.withheld:
        _write(line, fields)
        return Reply(200, shown.line(account, line))
    return _read(account, method, NUMBERS, None if line is None else shown.line(account, line))


def _write(line: Line, fields: Fields) -> None:
    for name, attribute in _WRITABLE.items():
        if name in fields:
            setattr(line, attribute, fields[name])


def services(account: Account, method: str, _names: tuple[str, ...], _fields: Fields) -> Reply:
    found = [shown.service(account, one) for one in account.setup.services]
    return _read(account, method, SERVICES, _page("services", "/v1/Services", found))


def service(account: Account, method: str, names: tuple[str, ...], _fields: Fields) -> Reply:
    found = account.setup.service(names[0])
    return _read(account, method, SERVICES, None if found is None else shown.service(account, found))


def service_numbers(account: Account, method: str, names: tuple[str, ...], _fields: Fields) -> Reply:
    found = account.setup.service(names[0])
    if found is None:
        return NOT_FOUND
    lines = [account.setup.lines[each] for each in found.numbers if each in account.setup.lines]
    listed = [shown.service_number(account, found, each) for each in lines]
    address = f"/v1/Services/{found.sid}/PhoneNumbers"
    return _read(account, method, SERVICES, _page("phone_numbers", address, listed))


def campaigns(account: Account, method: str, names: tuple[str, ...], _fields: Fields) -> Reply:
    found = account.setup.service(names[0])
    if found is None:
        return NOT_FOUND
    listed = [] if found.campaign is None else [shown.campaign(account, found)]
    address = f"/v1/Services/{found.sid}/Compliance/Usa2p"
    return _read(account, method, REGISTRATIONS, _page("compliance", address, listed))


def verifications(account: Account, method: str, _names: tuple[str, ...], fields: Fields) -> Reply:
    wanted = fields.get("TollfreePhoneNumberSid", "")
    found = [
        shown.verification(account, one)
        for one in account.setup.lines.values()
        if one.verification is not None and wanted in {"", one.sid}
    ]
    page = _page("verifications", "/v1/Tollfree/Verifications", found)
    return _read(account, method, REGISTRATIONS, page)


def country(account: Account, method: str, names: tuple[str, ...], _fields: Fields) -> Reply:
    found = shown.united_states(account) if names[0] == "US" else None
    return _read(account, method, PERMISSIONS, found)


def _page(key: str, path: str, found: Sequence[Json]) -> Json:
    """A list of the newer hosts. An account has few of these: everything is on the first page."""
    url = f"{shown.MESSAGING}{path}?PageSize=50&Page=0"
    return {
        key: list(found),
        "meta": {
            "page": 0,
            "page_size": 50,
            "first_page_url": url,
            "previous_page_url": None,
            "url": url,
            "next_page_url": None,
            "key": key,
        },
    }
