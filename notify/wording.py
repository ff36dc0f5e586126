"""What staff are told, in English and Spanish: a reference, a code, a time. Never why.

Spanish avoids á í ó ú, which would not fit GSM-7 (look: "SMS Spanish").
"""

from collections.abc import Sequence

Texts = dict[str, dict[str, str]]

_TEXTS: Texts = {
    "page": {
        "en": "Quietline: urgent page {reference}. Reply ACK {code} or open {link}. "
        "If not, we go on calling at {time}.",
        "es": "Quietline: aviso urgente {reference}. Responde ACK {code} o abre {link}. "
        "Si no, seguimos llamando a las {time}.",
    },
    "pages": {
        "en": "Quietline: {count} urgent pages, {reference} and {more} more. Reply ACK {code} or open {link}. "
        "If not, we go on calling at {time}.",
        "es": "Quietline: {count} avisos urgentes, {reference} y {more} mas. Responde ACK {code} o abre {link}. "
        "Si no, seguimos llamando a las {time}.",
    },
    # On a locked screen, beside the browser's own name of the site.
    "notification": {
        "en": "Quietline: somebody is needed",
        "es": "Quietline: se necesita a alguien",
    },
    "notification_test": {
        "en": "Quietline: this is a test. Pages come like this.",
        "es": "Quietline: esto es una prueba. Así llegan los avisos.",
    },
    "subject": {
        "en": "Quietline: urgent page {reference}",
        "es": "Quietline: aviso urgente {reference}",
    },
    "mail": {
        "en": "There is an urgent page, {reference}.\n\nTo take it, open this address and press the button:\n{button}"
        "\n\nTo read it, sign in:\n{link}\n\nUnless somebody takes it, we go on calling at {time}.",
        "es": "Hay un aviso urgente, {reference}.\n\nPara ocuparte, abre esta dirección y pulsa el botón:\n{button}"
        "\n\nPara leerlo, inicia sesión:\n{link}\n\nSi nadie se ocupa, seguimos llamando a las {time}.",
    },
    "mails": {
        "en": "There are {count} urgent pages, {reference} and {more} more.\n\nTo take them, open this address and "
        "press the button:\n{button}\n\nTo read, sign in:\n{link}\n\nUnless somebody takes them, we go on calling "
        "at {time}.",
        "es": "Hay {count} avisos urgentes, {reference} y {more} más.\n\nPara ocuparte, abre esta dirección y pulsa "
        "el botón:\n{button}\n\nPara leer, inicia sesión:\n{link}\n\nSi nadie se ocupa, seguimos llamando a las "
        "{time}.",
    },
    "agency": {
        "en": "Quietline: nobody at the school district answers the urgent page {reference}. Please reach its people "
        "now. Reply ACK {code} when you have read this. We go on calling them.",
        "es": "Quietline: nadie del distrito escolar contesta el aviso urgente {reference}. Por favor, localice a su "
        "gente. Responda ACK {code} cuando lo haya leido. Seguimos llamando.",
    },
    "heard": {
        "en": "Quietline: thank you. We go on calling the people of the district.",
        "es": "Quietline: gracias. Seguimos llamando a la gente del distrito.",
    },
    "phone_code": {
        "en": "Quietline: your code is {code}. Enter it within ten minutes, on the page where you gave this number.",
        "es": "Quietline: tu codigo es {code}. Escribelo antes de diez minutos, en la pagina donde diste este numero.",
    },
    "taken_over": {
        "en": "Quietline: {references} taken over by {name}. Nothing to do for you.",
        "es": "Quietline: {name} se ocupa de {references}. No tienes que hacer nada.",
    },
    "something_new": {
        "en": "Quietline: something new in {reference}, which is yours. Open {link}. If you do not by {time}, we call "
        "somebody else.",
        "es": "Quietline: algo nuevo en {reference}, que es tuyo. Abre {link}. Si no lo abres antes de las {time}, "
        "llamamos a otra persona.",
    },
    "things_new": {
        "en": "Quietline: something new in {count} that are yours, {reference} and {more} more. Open {link}. If you do "
        "not by {time}, we call somebody else.",
        "es": "Quietline: algo nuevo en {count} que son tuyos, {reference} y {more} mas. Abre {link}. Si no los abres "
        "antes de las {time}, llamamos a otra persona.",
    },
    "first_reply": {
        "en": "Quietline: {reference} is yours and waits for a first reply. Open {link}. Without one by {time}, we call "
        "somebody else.",
        "es": "Quietline: {reference} es tuyo y espera una primera respuesta. Abre {link}. Sin ella a las {time}, "
        "llamamos a otra persona.",
    },
    "first_replies": {
        "en": "Quietline: {count} are yours and wait for a first reply, {reference} and {more} more. Open {link}. "
        "Without one by {time}, we call somebody else.",
        "es": "Quietline: {count} son tuyos y esperan una primera respuesta, {reference} y {more} mas. Abre {link}. "
        "Sin ella a las {time}, llamamos a otra persona.",
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
        "en": "This is Quietline with an urgent page. Press 1 to take it. Otherwise we go on calling.",
        "es": "Habla Quietline con un aviso urgente. Marque 1 para ocuparse. Si no, seguimos llamando.",
    },
    "spoken_code": {
        "en": "This is Quietline. Your code is {code}.",
        "es": "Habla Quietline. Su código es {code}.",
    },
    "spoken_yours": {
        "en": "Thank you. The page is yours. Please open Quietline now.",
        "es": "Gracias. El aviso es suyo. Por favor abra Quietline ahora.",
    },
    "spoken_other": {
        "en": "Somebody has this page already. There is nothing to do for you. Goodbye.",
        "es": "Alguien ya se ocupa de este aviso. No tiene que hacer nada. Adiós.",
    },
    "spoken_nothing": {
        "en": "You have not taken the page. We go on calling. Goodbye.",
        "es": "No se ha ocupado del aviso. Seguimos llamando. Adiós.",
    },
    "spoken_agency": {
        "en": "This is Quietline, the line of a school district. An urgent page is open, and none of its people answer. "
        "Please reach them now. Press 1 when you have understood.",
        "es": "Habla Quietline, la línea de un distrito escolar. Hay un aviso urgente y nadie de su gente contesta. "
        "Por favor, localícelos ahora. Marque 1 cuando haya entendido.",
    },
    "spoken_heard": {
        "en": "Thank you. We go on calling the people of the district. Goodbye.",
        "es": "Gracias. Seguimos llamando a la gente del distrito. Adiós.",
    },
}


# What stands before every text of a drill.
_DRILL = {
    "written": {"en": "DRILL, not a real page.", "es": "SIMULACRO, no es un aviso real."},
    "spoken": {
        "en": "This is a drill. It is not a real page.",
        "es": "Esto es un simulacro. No es un aviso real.",
    },
}


def say(text: str, lang: str, *, drill: bool = False, **parts: str) -> str:
    """One of the texts above, in the person's language; English where there is none. A drill's says so first."""
    versions = _TEXTS[text]
    said = versions.get(lang, versions["en"]).format(**parts)
    if not drill:
        return said
    marks = _DRILL["spoken" if text.startswith("spoken") else "written"]
    return f"{marks.get(lang, marks['en'])} {said}"


def listed(references: Sequence[str]) -> str:
    """References for a text: all of them up to eight, then how many more."""
    shown = 8
    rest = len(references) - shown
    return ", ".join(references[:shown]) + (f" +{rest}" if rest > 0 else "")
