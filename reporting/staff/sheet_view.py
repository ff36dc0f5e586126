"""Sheets of help as a counselor sends them: one tap puts the address of one into the answer. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from reporting.cases.staff_view import StaffThread
from reporting.model.help.sheets import PATH, Sheet, fitting
from reporting.model.thread import Channel
from reporting.staff.help_wording import NEEDS

# To a student or an adult, in their language: so it says neither "tú" nor "usted".
_SAID: Mapping[str, str] = {
    "en": "This page may help. It can be read or printed: {address}",
    "es": "Esta página puede ayudar. Se puede leer o imprimir: {address}",
}


@dataclass(frozen=True, slots=True)
class SheetOffer:
    """`needs`: what it is about, for staff; `text`: what comes into the field."""

    value: str
    needs: tuple[LazyString, ...]
    text: str
    fits: bool


def sheet_offers(thread: StaffThread, students_address: str) -> tuple[SheetOffer, ...]:
    """Those that fit first. None for a phone: the page behind the link says a topic to whoever holds it."""
    if thread.channel is Channel.SMS or not students_address:
        return ()
    return tuple(_offer(one, thread, students_address) for one in fitting(thread.category))


def _offer(sheet: Sheet, thread: StaffThread, students_address: str) -> SheetOffer:
    lang = "es" if thread.lang == "es" else "en"
    address = f"{students_address.rstrip('/')}{PATH}{sheet.number}?lang={lang}"
    return SheetOffer(
        f"sheet-{sheet.number}",
        tuple(NEEDS[need.value] for need in sheet.needs),
        _SAID[lang].format(address=address),
        thread.category in sheet.categories,
    )
