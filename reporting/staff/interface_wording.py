"""Words of the page of interfaces."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

SCOPE: Mapping[str, LazyString] = {
    "figures": _l("Published figures, withheld where they are withheld"),
    "directory": _l("The directory of help, as it is printed"),
}
EVENT: Mapping[str, LazyString] = {
    "directory": _l("The directory of help changed"),
    "figures": _l("Figures were published"),
    "referrals": _l("Ten referrals or more moved on, said hours later"),
}
ENDED: Mapping[str, LazyString] = {
    "staff": _l("ended"),
    "gone": _l("ended: the other system said that it is gone"),
    "failed": _l("ended: it took nothing for five days"),
}
DONE: Mapping[str, LazyString] = {
    "token_ended": _l("It opens nothing any more."),
    "hook_ended": _l("It is told of nothing any more."),
    "hook_pinged": _l("A test is on its way. Look here again in a minute."),
}
REFUSED: Mapping[str, LazyString] = {
    "hook_address": _l("Write an address that begins with https:// and that can be found."),
    "hook_inside": _l("This address leads to a machine inside a network."),
    "hook_events": _l("Choose what it is told of."),
    "hooks_many": _l("At most 20 addresses at a time: end one first."),
    "token_name": _l("Say which system uses it, in up to 120 letters."),
    "token_scope": _l("Choose what it may read."),
    "tokens_many": _l("At most 50 keys at a time: end one first."),
}
ACTS: Mapping[str, LazyString] = {
    "made_hook": _l("gave an address that is told of changes"),
    "ended_hook": _l("ended an address that is told of changes"),
    "made_export_token": _l("made a key for another system"),
    "ended_export_token": _l("ended a key of another system"),
}
ALARM: Mapping[str, LazyString] = {
    "hook_ended": _l(
        "Another system took no messages and is told of nothing any more. Look under Interfaces."
    ),
}
