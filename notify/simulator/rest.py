"""Twilio's REST API as far as the product uses it: which resource a path names, and who may ask."""

import re
from collections.abc import Callable

from notify.simulator import call_rest, console, message_rest
from notify.simulator.account import Account
from notify.simulator.behaviour import CHANGES, READS
from notify.simulator.fields import Fields
from notify.simulator.replies import FAILED, NOT_FOUND, UNAUTHORIZED, Reply

Handler = Callable[[Account, str, tuple[str, ...], Fields], Reply]
_SID = "([A-Z]{2}[0-9a-f]{32})"
_Routes = tuple[tuple[re.Pattern[str], Handler], ...]


def _routes(*pairs: tuple[str, Handler]) -> _Routes:
    return tuple((re.compile(pattern), handler) for pattern, handler in pairs)


_ROUTES = _routes(
    (r"Messages\.json", message_rest.every),
    (rf"Messages/{_SID}\.json", message_rest.one),
    (rf"Messages/{_SID}/Media\.json", message_rest.pictures),
    (rf"Messages/{_SID}/Media/{_SID}(\.json)?", message_rest.picture),
    (r"Calls\.json", call_rest.every),
    (rf"Calls/{_SID}\.json", call_rest.one),
    (r"IncomingPhoneNumbers\.json", console.numbers),
    (rf"IncomingPhoneNumbers/{_SID}\.json", console.number),
    (r"Balance\.json", console.balance),
)
# Twilio spreads these over hosts of their own; their paths do not meet, so one port plays them all.
_OTHERS = _routes(
    (r"/v1/Services", console.services),
    (rf"/v1/Services/{_SID}", console.service),
    (rf"/v1/Services/{_SID}/PhoneNumbers", console.service_numbers),
    (rf"/v1/Services/{_SID}/Compliance/Usa2p", console.campaigns),
    (r"/v1/Tollfree/Verifications", console.verifications),
    (r"/v1/DialingPermissions/Countries/([A-Z]{2})", console.country),
)
_ACCOUNT = re.compile(r"/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})(?:\.json|/(.+))")
_MADE = ("Messages.json", "Calls.json")


def answer(account: Account, method: str, path: str, fields: Fields, *, authorized: bool) -> Reply:
    """One request. `fields` are the query's and the form's."""
    match = _ACCOUNT.fullmatch(path)
    if match is not None and match[1] != account.sid:
        return NOT_FOUND
    if not authorized:
        return UNAUTHORIZED
    if match is not None and match[2] is None:
        return console.account(account, method, (), fields)
    rest, routes = (path, _OTHERS) if match is None else (match[2], _ROUTES)
    if not (method == "POST" and rest in _MADE):
        fault = account.behaviour.take(READS if method == "GET" else CHANGES)
        if fault in FAILED:
            return FAILED[fault]
    for pattern, handler in routes:
        if (found := pattern.fullmatch(rest)) is not None:
            return handler(account, method, found.groups(""), fields)
    return NOT_FOUND
