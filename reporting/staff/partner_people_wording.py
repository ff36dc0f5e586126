"""Words about people of an organization who sign in."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

STATE: Mapping[str, LazyString] = {
    "invited": _l("invited, has not joined yet"),
    "over": _l("invited; the link is older than three days"),
    "waits": _l("has joined and waits for you"),
    "colleague": _l("has joined; a colleague there lets them in"),
    "in": _l("signs in"),
}
DONE: Mapping[str, LazyString] = {
    "invited": _l("The link is on its way to the contact of record."),
    "let_in": _l("Let in. Referrals to this organization go to their list from now on."),
    "removed": _l("Removed: their keys and sessions are gone."),
}
REFUSED: Mapping[str, LazyString] = {
    "email_taken": _l("Somebody signs in with this address already."),
}
ALARM: Mapping[str, LazyString] = {
    "too_many_links": _l(
        "The partners' pages asked for more new links than people need; the rest were not mailed. Somebody may have "
        "taken these pages over: tell your IT person."
    ),
}
ACTS: Mapping[str, LazyString] = {
    "invited_partner": _l("invited somebody of an organization to sign in"),
    "let_partner_in": _l("let somebody of an organization in"),
    "removed_partner": _l("removed somebody of an organization who signed in"),
    # What people of organizations do on their own pages; who, stands beside it.
    "partner_joined": _l("somebody of an organization joined"),
    "partner_signed_in": _l("somebody of an organization signed in"),
    "partner_let_in": _l("somebody of an organization was let in by a colleague there"),
    "partner_left": _l("somebody of an organization gave up their sign-in"),
}
