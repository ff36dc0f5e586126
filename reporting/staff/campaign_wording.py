"""Words of campaigns: what is printed, and what was refused or done."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

SHEET: Mapping[str, LazyString] = {
    "poster": _l("Poster"),
    "cards": _l("Cards, ten on a sheet"),
    "stickers": _l("Stickers for bathroom stalls and lockers, six on a sheet"),
}
PAPER: Mapping[str, LazyString] = {"letter": _l("Letter"), "a4": _l("A4")}
REFUSED: Mapping[str, LazyString] = {
    "no_campaign": _l("There is no such campaign. Choose one of the list."),
    "campaign_name": _l("Give it a name of up to 120 letters."),
    "campaigns_many": _l("At most 200 campaigns: end one and use its paper again."),
    "not_printed": _l("The sheet could not be drawn. Ask for it again."),
}
DONE: Mapping[str, LazyString] = {
    "campaign_ended": _l("Its visits are counted no more. Paper that hangs still leads to the page."),
}
ACTS: Mapping[str, LazyString] = {
    "began_campaign": _l("began a campaign"),
    "ended_campaign": _l("ended a campaign"),
}
