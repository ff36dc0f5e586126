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
        "side_subject": "Something new for you",
        "side": "There is something new for you to read. Please open the link of our earlier e-mail, with your PIN.",
        "side_end": "If the link is too old, its page sends a new one.",
        "urgent_subject": "URGENT: please look now",
        "urgent": "Something waits for you that may be urgent. Open the link of our earlier e-mail now, with your PIN, and press “I have it”.",
        "urgent_end": "If the link is too old, its page sends a new one. If you can't open it, call the school at once. We write again until somebody has it. In danger to life: 911.",
        "a_no": "A no helps too: then we can ask somebody else.",
        "queue_subject": "A referral for you",
        "queue": "It lies in your list. Sign in here: {link}",
        "queue_end": "Whoever of you signs in can open it. No PIN is needed.",
        "sign_in": "Please sign in here: {link}",
        "urgent_sign_in": "Something waits for you that may be urgent. Sign in now and press “I have it”: {link}",
        "urgent_sign_in_end": "If you can't sign in, call the school at once. We write again until somebody has it. In danger to life: 911.",
        "invited_subject": "A sign-in for referrals",
        "invited": "{name} can get a sign-in for the referrals that we send you. Please give this link to them: {link}",
        "invited_end": "It opens once, within three days. It asks for a password and an authenticator app. Then call us: we let them in by telephone.",
        "urgent_sign_in_phone": "URGENT: sign in now to your list of referrals and press I have it. Can't? Call the school at once.",
        "urgent_phone": "URGENT: open the link of our e-mail now, with your PIN, and press I have it. Can't? Call the school at once.",
    },
    "es": {
        "subject": "Una derivación para ustedes",
        "link": "Ábranla aquí: {link}",
        "pin": "Pide un PIN de ocho cifras. Se lo decimos por teléfono, nunca por correo.",
        "end": "No hace falta una cuenta. A las dos semanas el enlace caduca; su página envía entonces uno nuevo a esta dirección.",
        "nudge_subject": "Una derivación espera su respuesta",
        "nudge": "Una derivación que les enviamos aún no tiene respuesta. Por favor, abran el enlace de nuestro correo anterior y elijan aceptar, lista de espera o rechazar.",
        "nudge_end": "Si el enlace caducó, su página envía uno nuevo. Un no también ayuda: así podemos preguntar a otros.",
        "side_subject": "Algo nuevo para ustedes",
        "side": "Hay algo nuevo que leer. Por favor, abran el enlace de nuestro correo anterior con su PIN.",
        "side_end": "Si el enlace caducó, su página envía uno nuevo.",
        "urgent_subject": "URGENTE: miren ahora, por favor",
        "urgent": "Les espera algo que puede ser urgente. Abran ahora el enlace de nuestro correo anterior con su PIN y pulsen «Lo tengo».",
        "urgent_end": "Si el enlace caducó, su página envía uno nuevo. Si no pueden abrirlo, llamen enseguida a la escuela. Escribimos de nuevo hasta que alguien lo tenga. Con la vida en peligro: 911.",
        "a_no": "Un no también ayuda: así podemos preguntar a otros.",
        "queue_subject": "Una derivación para ustedes",
        "queue": "Está en su lista. Entren aquí: {link}",
        "queue_end": "Cualquiera de ustedes que entre puede abrirla. No hace falta un PIN.",
        "sign_in": "Por favor, entren aquí: {link}",
        "urgent_sign_in": "Les espera algo que puede ser urgente. Entren ahora y pulsen «Lo tengo»: {link}",
        "urgent_sign_in_end": "Si no pueden entrar, llamen enseguida a la escuela. Escribimos de nuevo hasta que alguien lo tenga. Con la vida en peligro: 911.",
        "invited_subject": "Una cuenta para las derivaciones",
        "invited": "{name} puede tener una cuenta para las derivaciones que les enviamos. Por favor, denle este enlace: {link}",
        "invited_end": "Se abre una vez, durante tres días. Pide una contraseña y una aplicación de códigos. Después llámennos: damos paso por teléfono.",
        "urgent_sign_in_phone": "URGENTE: entre ahora en su lista de derivaciones y pulse Lo tengo. Si no puede, llame enseguida a la escuela.",
        "urgent_phone": "URGENTE: abra ahora el enlace de nuestro correo con su PIN y pulse Lo tengo. Si no puede, llame enseguida a la escuela.",
    },
}


def link_text(link: str, lang: str) -> str:
    """Subject, an empty line, the text."""
    said = _SAID["es" if lang == "es" else "en"]
    return "\n".join([said["subject"], "", said["link"].format(link=link), said["pin"], "", said["end"]])


def queued_text(link: str, lang: str) -> str:
    """For an organization that signs in: nothing in it opens anything."""
    said = _SAID["es" if lang == "es" else "en"]
    return "\n".join([said["queue_subject"], "", said["queue"].format(link=link), "", said["queue_end"]])


def invitation_text(link: str, name: str, lang: str) -> str:
    """To the contact on record, who hands it on."""
    said = _SAID["es" if lang == "es" else "en"]
    words = said["invited"].format(name=name, link=link)
    return "\n".join([said["invited_subject"], "", words, "", said["invited_end"]])


def nudge_text(lang: str, sign_in: str = "") -> str:
    """Without a link: nobody here knows its token any more. `sign_in`: where whoever has a sign-in finds it."""
    said = _SAID["es" if lang == "es" else "en"]
    if sign_in:
        where = said["sign_in"].format(link=sign_in)
        return "\n".join([said["nudge_subject"], "", where, "", said["a_no"]])
    return "\n".join([said["nudge_subject"], "", said["nudge"], "", said["nudge_end"]])


def side_text(lang: str, sign_in: str = "") -> str:
    """A student wrote; of what, not a word."""
    said = _SAID["es" if lang == "es" else "en"]
    if sign_in:
        return "\n".join([said["side_subject"], "", said["sign_in"].format(link=sign_in)])
    return "\n".join([said["side_subject"], "", said["side"], "", said["side_end"]])


def urgent_side_text(lang: str, sign_in: str = "") -> str:
    said = _SAID["es" if lang == "es" else "en"]
    if sign_in:
        words = said["urgent_sign_in"].format(link=sign_in)
        return "\n".join([said["urgent_subject"], "", words, "", said["urgent_sign_in_end"]])
    return "\n".join([said["urgent_subject"], "", said["urgent"], "", said["urgent_end"]])


def urgent_side_phone(lang: str, *, signs_in: bool = False) -> str:
    """The same as one text."""
    return _SAID["es" if lang == "es" else "en"]["urgent_sign_in_phone" if signs_in else "urgent_phone"]
