"""What staff are told, in English and Spanish: a reference, a code, a time. Never why.

Spanish avoids á í ó ú, which would not fit GSM-7 (look: "SMS Spanish").
"""

from collections.abc import Sequence

import smsutil

LIMIT = 1600  # what one request to Twilio may carry
_NUMBER_ROOM = len("(99/99) ")

Texts = dict[str, dict[str, str]]

_TEXTS: Texts = {
    "page": {
        "en": "Quietline: urgent page {reference}. Reply ACK {code} or open {link}. "
        "If not, the next person is called at {time}.",
        "es": "Quietline: aviso urgente {reference}. Responde ACK {code} o abre {link}. "
        "Si no, llamamos a otra persona a las {time}.",
    },
    "pages": {
        "en": "Quietline: {count} urgent pages, {reference} and {more} more. Reply ACK {code} or open {link}. "
        "If not, the next person is called at {time}.",
        "es": "Quietline: {count} avisos urgentes, {reference} y {more} mas. Responde ACK {code} o abre {link}. "
        "Si no, llamamos a otra persona a las {time}.",
    },
    "subject": {
        "en": "Quietline: urgent page {reference}",
        "es": "Quietline: aviso urgente {reference}",
    },
    "taken_over": {
        "en": "Quietline: {references} taken over by {name}. Nothing to do for you.",
        "es": "Quietline: {name} se ocupa de {references}. No tienes que hacer nada.",
    },
    "yours": {
        "en": "Quietline: you have {references}. Open {link}",
        "es": "Quietline: te ocupas de {references}. Abre {link}",
    },
    "already": {
        "en": "Quietline: {references} already taken over by {name}.",
        "es": "Quietline: {name} ya se ocupa de {references}.",
    },
    "which": {
        "en": "Quietline: {count} pages are open: {references}. Reply ACK and the code of your text.",
        "es": "Quietline: hay {count} avisos abiertos: {references}. Responde ACK y el codigo de tu texto.",
    },
    "wrong_code": {
        "en": "Quietline: that code is not right. Nobody has been stopped from being called. Open {link}",
        "es": "Quietline: ese codigo no es correcto. Seguimos llamando. Abre {link}",
    },
    "locked": {
        "en": "Quietline: too many wrong codes. Open {link}",
        "es": "Quietline: demasiados codigos incorrectos. Abre {link}",
    },
    "nothing_open": {
        "en": "Quietline: no page is open for this phone.",
        "es": "Quietline: no hay avisos abiertos para este telefono.",
    },
    "not_understood": {
        "en": "Quietline: reply ACK and the four digits, or open {link}",
        "es": "Quietline: responde ACK y los cuatro digitos, o abre {link}",
    },
    "started": {
        "en": "Quietline: pages reach this phone again.",
        "es": "Quietline: los avisos vuelven a llegar a este telefono.",
    },
    "spoken": {
        "en": "This is Quietline with an urgent page. Press 1 to take it. Otherwise the next person is called.",
        "es": "Habla Quietline con un aviso urgente. Marque 1 para ocuparse. Si no, llamamos a otra persona.",
    },
    "spoken_yours": {
        "en": "Thank you. The page is yours. Please open Quietline now.",
        "es": "Gracias. El aviso es suyo. Por favor abra Quietline ahora.",
    },
    "spoken_other": {
        "en": "No page is open. Goodbye.",
        "es": "No hay avisos abiertos. Adios.",
    },
}


def say(text: str, lang: str, **parts: str) -> str:
    """One of the texts above, in the person's language; English where there is none."""
    versions = _TEXTS[text]
    return versions.get(lang, versions["en"]).format(**parts)


def listed(references: Sequence[str]) -> str:
    """References for a text: all of them up to eight, then how many more."""
    shown = 8
    rest = len(references) - shown
    return ", ".join(references[:shown]) + (f" +{rest}" if rest > 0 else "")


def parts(body: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Cut a long text at spaces into numbered parts: carriers do not keep the order."""
    if len(body) <= limit:
        return (body,)
    room, pieces, rest = limit - _NUMBER_ROOM, [], body
    while rest:
        cut = len(rest) if len(rest) <= room else rest.rfind(" ", 1, room + 1)
        cut = cut if cut > 0 else room
        pieces.append(rest[:cut])
        rest = rest[cut:].removeprefix(" ")
    return tuple(f"({number}/{len(pieces)}) {piece}" for number, piece in enumerate(pieces, 1))


def segments(body: str) -> int:
    """How many messages a phone's carrier counts: GSM-7 160/153 characters, UCS-2 70/67."""
    return len(smsutil.split(body).parts)
