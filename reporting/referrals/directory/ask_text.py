"""The mail that asks an organization whether its entry still holds. Nothing in it is about a student."""

_SAID = {
    "en": {
        "subject": "Does your entry in the school district's directory still hold?",
        "why": "{name} is in the directory that students and counselors use to find help.",
        "do": "Please look at it and press one button. No account is needed. The link opens for {days} days:",
        "end": "Opening the link changes nothing. Is something wrong? You can correct it on the same page.",
    },
    "es": {
        "subject": "¿Sigue siendo correcta su entrada en el directorio del distrito escolar?",
        "why": "{name} está en el directorio con el que estudiantes y consejeros buscan ayuda.",
        "do": "Por favor, revísela y pulse un botón. No hace falta una cuenta. El enlace abre durante {days} días:",
        "end": "Abrir el enlace no cambia nada. ¿Algo está mal? Puede corregirlo en la misma página.",
    },
}


def ask_text(name: str, link: str, lang: str, days: int) -> str:
    """Subject, an empty line, the text. Pure."""
    said = _SAID["es" if lang == "es" else "en"]
    return "\n".join(
        [
            said["subject"],
            "",
            said["why"].format(name=name),
            said["do"].format(days=days),
            link,
            "",
            said["end"],
        ]
    )
