"""What staff are told around a drill, in English and Spanish: that one comes, and that it is over. No names, no reason.

Spanish avoids á í ó ú, which would not fit GSM-7.
"""

_TEXTS = {
    "ahead": {
        "en": "DRILL ahead: a practice page comes {time}. Answer it as you would a real one. "
        "Real pages never say DRILL. See {link}",
        "es": "SIMULACRO: {time} llega un aviso de practica. Contesta como si fuera real. "
        "Un aviso real nunca dice SIMULACRO. Mira {link}",
    },
    "off": {
        "en": "DRILL called off. Nothing to do for it. Any page without the word DRILL is real.",
        "es": "SIMULACRO cancelado. No tienes que hacer nada. Todo aviso sin la palabra SIMULACRO es real.",
    },
    "subject": {"en": "DRILL: Quietline", "es": "SIMULACRO: Quietline"},
}


def say(text: str, lang: str, **parts: str) -> str:
    """One of the texts above; English where there is no other."""
    return _TEXTS[text]["es" if lang == "es" else "en"].format(**parts)
