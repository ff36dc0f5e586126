"""How the demo's network can behave, in words for its page; the keys are the simulator's own."""

from flask_babel import lazy_gettext as _l

CARRIER = {
    "well": _l("Works"),
    "texts_down": _l("Takes no texts"),
    "down": _l("Is down: no texts, no calls"),
    "crowded": _l("Is too busy: asks us to try later"),
    "losing": _l("Takes everything, its answers get lost"),
    "locked": _l("Has locked our account"),
}
CALLBACKS = {
    "true": _l("Come in time"),
    "late": _l("Come late"),
    "doubled": _l("Come twice"),
    "reversed": _l("Come in the wrong order"),
    "never": _l("Never come"),
}
PHONE = {
    "on": _l("On"),
    "off": _l("Off"),
    "unreachable": _l("Out of reach"),
    "blocked": _l("Blocked by its carrier"),
    "landline": _l("A landline"),
    "voicemail": _l("Voicemail answers"),
    "busy": _l("Busy"),
}
