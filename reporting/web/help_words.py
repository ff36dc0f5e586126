"""What the page of help calls its choices, in the language of the page."""

from babel import Locale

from reporting.model.help.words import Capacity, Insurance, Need, Price
from reporting.referrals.directory.searching import AGES, Cost
from reporting.web.voice import Voice

Choices = list[tuple[str, str]]


def needs(voice: Voice) -> Choices:
    say = voice.say
    named = {
        Need.SADNESS: say("Feeling sad or empty"),
        Need.WORRY: say("Worry, stress or panic"),
        Need.SELF_HARM: say("Hurting myself or wanting to die"),
        Need.GRIEF: say("Someone died"),
        Need.HOME: say("Trouble at home"),
        Need.SUBSTANCES: say("Drinking, vaping or drugs"),
        Need.EATING: say("Food and my body"),
        Need.BULLYING: say("Bullying"),
        Need.DATING: say("Dating, sex or being touched"),
        Need.IDENTITY: say("Who I am or who I love"),
        Need.PREGNANCY: say("Being pregnant"),
        Need.FOOD_SHELTER: say("Food, clothes or a place to sleep"),
        Need.SCHOOLWORK: say("Schoolwork"),
        Need.HEALTH: say("My health"),
        Need.LEGAL: say("Papers, police or court"),
    }
    return [(need.value, named[need]) for need in Need]


def ages(voice: Voice) -> Choices:
    named = {0: voice.say("11 or younger"), 18: voice.say("18 or older")}
    return [(str(low), named.get(low, f"{low}–{high}")) for low, high in AGES]  # noqa: RUF001 -- from, to


def costs(voice: Voice) -> Choices:
    say = voice.say
    named = {
        Cost.FREE: say("Free"),
        Cost.LITTLE: say("Free, or pay what you can"),
        Cost.MEDICAID: say("I have Medicaid"),
        Cost.UNINSURED: say("I have no insurance"),
    }
    return [(cost.value, named[cost]) for cost in Cost]


def price(voice: Voice, value: Price) -> str:
    say = voice.say
    return {
        Price.FREE: say("Free."),
        Price.SLIDING: say("You pay what you can."),
        Price.PAID: say("It costs money."),
        Price.UNKNOWN: "",
    }[value]


def insurance(voice: Voice, code: str) -> str:
    say = voice.say
    return {
        Insurance.NONE_NEEDED: say("No insurance needed."),
        Insurance.MEDICAID: say("Takes Medicaid."),
        Insurance.CHIP: say("Takes CHIP."),
        Insurance.PRIVATE: say("Takes private insurance."),
        Insurance.UNINSURED: say("You can come without insurance."),
    }.get(Insurance(code), "")


def room(voice: Voice, value: Capacity) -> str:
    say = voice.say
    return {
        Capacity.OPEN: say("Has room for new people."),
        Capacity.WAITLIST: say("There is a waiting list."),
        Capacity.FULL: say("Full right now."),
        Capacity.UNKNOWN: "",
    }[value]


def language(voice: Voice, code: str) -> str:
    """A language's name in the page's language; its code where Babel knows none."""
    try:
        return Locale.parse(code, sep="-").get_display_name(voice.locale) or code
    except (ValueError, LookupError):
        return code
    except Exception:  # noqa: BLE001 -- Babel's own error has several roots; a code is shown instead
        return code


def days(voice: Voice, written: str) -> str:
    """`MO,WE` in words; what is no weekday stays as it is."""
    letters = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    names = voice.locale.days["format"]["abbreviated"]
    parts = [part.strip() for part in written.split(",") if part.strip()]
    return ", ".join(names[letters.index(part)] if part in letters else part for part in parts)
