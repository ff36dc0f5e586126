"""E-mails to partners: a link and how to open it. Nothing of a student, of a school or of what it is about."""

_SAID = {
    "en": {
        "subject": "A referral for you",
        "link": "Open it here: {link}",
        "pin": "It asks for a PIN of eight digits. We tell you the PIN by telephone, never by e-mail.",
        "end": "No account is needed. After two weeks the link is too old; its page then sends a new one to this address.",
        "nudge_subject": "A referral waits for your answer",
        "nudge": "A referral that we sent you has no answer yet. Please open the link of our earlier e-mail and press accept, wait list or decline.",
        "nudge_end": "If the link is too old, its page sends a new one. A no helps too: then we can ask somebody else.",
    },
    "es": {
        "subject": "Una derivación para ustedes",
        "link": "Ábranla aquí: {link}",
        "pin": "Pide un PIN de ocho cifras. Se lo decimos por teléfono, nunca por correo.",
        "end": "No hace falta una cuenta. A las dos semanas el enlace caduca; su página envía entonces uno nuevo a esta dirección.",
        "nudge_subject": "Una derivación espera su respuesta",
        "nudge": "Una derivación que les enviamos aún no tiene respuesta. Por favor, abran el enlace de nuestro correo anterior y elijan aceptar, lista de espera o rechazar.",
        "nudge_end": "Si el enlace caducó, su página envía uno nuevo. Un no también ayuda: así podemos preguntar a otros.",
    },
}


def link_text(link: str, lang: str) -> str:
    """Subject, an empty line, the text."""
    said = _SAID["es" if lang == "es" else "en"]
    return "\n".join([said["subject"], "", said["link"].format(link=link), said["pin"], "", said["end"]])


def nudge_text(lang: str) -> str:
    """Without a link: nobody here knows its token any more."""
    said = _SAID["es" if lang == "es" else "en"]
    return "\n".join([said["nudge_subject"], "", said["nudge"], "", said["nudge_end"]])
