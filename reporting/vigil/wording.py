"""The mail to registrars that the line fails, and that it is over. Causes of the house, nothing of a message."""

from collections.abc import Mapping, Sequence

from reporting.vigil.verdict import Cause, Why

_SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "failing": "Quietline: nobody is reached now",
        "well": "Quietline: people are reached again",
        "says": "The students' page and the automatic answer say that nobody reads now, with the numbers to call.",
        "over": "The students' page has changed back by itself.",
        "end": "What was tested, and when: {link}",
        Why.UNREADABLE: "The database cannot be read.",
        Why.WORKER_SILENT: "The part of the service that sends messages has stopped. Start the service again.",
        Why.TASK_SILENT: "A part of the service that sends messages has stopped. Start the service again.",
        Why.STUCK: "A message to a phone has waited for more than two minutes.",
        Why.REFUSED: "The carrier refuses the account.",
        Why.CHANNELS_DOWN: "Neither texts nor calls leave.",
        Why.NO_LINE: "There is no number to call people from.",
        Why.NOBODY: "A team has nobody on call who can be reached and can open what comes.",
        Why.TEST_FAILED: "The line's own test did not reach its phone.",
        Why.TEST_MISSING: "The line's own test has not passed for a quarter of an hour.",
    },
    "es": {
        "failing": "Quietline: ahora no se alcanza a nadie",
        "well": "Quietline: se vuelve a alcanzar a las personas",
        "says": "La página de estudiantes y la respuesta automática dicen que ahora nadie lee, con los números para llamar.",
        "over": "La página de estudiantes volvió a cambiar por sí sola.",
        "end": "Qué se probó y cuándo: {link}",
        Why.UNREADABLE: "No se puede leer la base de datos.",
        Why.WORKER_SILENT: "La parte del servicio que envía mensajes se detuvo. Reinicie el servicio.",
        Why.TASK_SILENT: "Una parte del servicio que envía mensajes se detuvo. Reinicie el servicio.",
        Why.STUCK: "Un mensaje a un teléfono espera desde hace más de dos minutos.",
        Why.REFUSED: "El operador rechaza la cuenta.",
        Why.CHANNELS_DOWN: "No salen ni mensajes ni llamadas.",
        Why.NO_LINE: "No hay un número desde el que llamar.",
        Why.NOBODY: "Un equipo no tiene de guardia a nadie que se pueda alcanzar y que pueda abrir lo que llega.",
        Why.TEST_FAILED: "La prueba de la propia línea no llegó a su teléfono.",
        Why.TEST_MISSING: "La prueba de la propia línea no ha salido bien desde hace un cuarto de hora.",
    },
}


def failing_text(causes: Sequence[Cause], lang: str, link: str) -> tuple[str, str]:
    """(subject, text). Each cause once. Pure."""
    said = _SAID["es" if lang == "es" else "en"]
    lines = dict.fromkeys(said[cause.why] for cause in causes)
    return said["failing"], "\n".join([*lines, "", said["says"], "", said["end"].format(link=link)])


def well_text(lang: str, link: str) -> tuple[str, str]:
    said = _SAID["es" if lang == "es" else "en"]
    return said["well"], "\n".join([said["over"], "", said["end"].format(link=link)])
