"""What a phone is asked by text. No topic, nobody's name, nothing the student wrote: others see lock screens.

Each question has a number of its own, so that an answer belongs to one question, and so that no answer is a word on which
the carrier acts: YES alone is one of those that open a number. GSM-7 letters alone (no á í ó ú).
"""

from collections.abc import Mapping

from reporting.model.help.words import SharedField

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "first": {
        "en": "Hi. We would like to ask you something, in a few short texts. If only you read this phone, text {n} YES. "
        "To read it in a browser instead, text WEB. Or text {n} NO. No hurry.",
        "es": "Hola. Queremos preguntarte algo, en unos textos cortos. Si solo tu lees este telefono, manda {n} SI. "
        "Para leerlo en internet, manda WEB. O manda {n} NO. Sin prisa.",
    },
    "web": {
        "en": "Hi. We would like to ask you something, in a browser. When nobody else sees your phone, text WEB. No "
        "hurry.",
        "es": "Hola. Queremos preguntarte algo, en internet. Cuando nadie mas vea tu telefono, manda WEB. Sin prisa.",
    },
    "who": {
        "en": "{party} could be there for you: {purpose}. They would know only what you say yes to, for {days} days, and "
        "none of your texts. Go on? Text {n} YES or {n} NO. To ask us first, text {n} ASK. To stop it any day, text "
        "{back} BACK.",
        "es": "{party} tiene tiempo para ti: {purpose}. Solo saben lo que tu digas, por {days} dias, y nada de tus "
        "textos. ¿Seguimos? Manda {n} SI o {n} NO. Para preguntar antes, manda {n} DUDA. Para pararlo cualquier dia, "
        "manda {back} ATRAS.",
    },
    "first_name": {
        "en": "May they know your first name? Text {n} YES and your first name. Or text {n} NO.",
        "es": "¿Pueden saber tu nombre? Manda {n} SI y tu nombre. O manda {n} NO.",
    },
    "age_band": {
        "en": "May they know about how old you are? Text {n} YES and your age. Or text {n} NO.",
        "es": "¿Pueden saber tu edad, mas o menos? Manda {n} SI y tu edad. O manda {n} NO.",
    },
    "grade": {
        "en": "May they know your grade? Text {n} YES and your grade. Or text {n} NO.",
        "es": "¿Pueden saber tu grado? Manda {n} SI y tu grado. O manda {n} NO.",
    },
    "language": {
        "en": "May they know which language you like to speak? Text {n} YES and the language. Or text {n} NO.",
        "es": "¿Pueden saber que idioma prefieres? Manda {n} SI y el idioma. O manda {n} NO.",
    },
    "contact": {
        "en": "May they reach you? Text {n} YES and how. Or text {n} NO. Others may see what comes to this phone.",
        "es": "¿Pueden buscarte? Manda {n} SI y como. O manda {n} NO. Otros pueden ver lo que llega a este telefono.",
    },
    "age": {
        "en": "Are you {age} or older? Text {n} YES or {n} NO. If you don't want to say, text {n} SKIP.",
        "es": "¿Tienes {age} o mas? Manda {n} SI o {n} NO. Si no lo quieres decir, manda {n} SALTAR.",
    },
    "sure": {
        "en": "They would know: {given}. Nothing else. A person here looks at it first. OK? Text {n} YES or {n} NO.",
        "es": "Sabrian: {given}. Nada mas. Antes lo ve una persona de aqui. ¿Bien? Manda {n} SI o {n} NO.",
    },
    "ask": {
        "en": "Sure, ask us here. A person answers. After that you can still text {n} YES or {n} NO.",
        "es": "Claro, pregunta por aqui. Te responde una persona. Luego puedes mandar {n} SI o {n} NO.",
    },
    "no": {
        "en": "All right. Nothing is sent. You can write here any time.",
        "es": "Esta bien. No se manda nada. Puedes escribir aqui cuando quieras.",
    },
    "done": {
        "en": "Thank you. A person here looks at it, then sends it. To stop it any day, text {back} BACK. These texts stay "
        "on this phone. Delete them if someone else reads it.",
        "es": "Gracias. Una persona de aqui lo ve y lo manda. Para pararlo cualquier dia, manda {back} ATRAS. Los textos "
        "quedan en este telefono. Borralos si alguien mas lo lee.",
    },
    "back_unsent": {
        "en": "Taken back. Nothing was sent.",
        "es": "Listo, ya no vale. No se mando nada.",
    },
    "back_unopened": {
        "en": "Taken back. They had not opened it, and now they can't.",
        "es": "Listo, ya no vale. No lo habian abierto, y ya no pueden.",
    },
    "back_opened": {
        "en": "Taken back. They can't open it from now on. They had opened it before. We can't undo that.",
        "es": "Listo, ya no vale. Desde ahora no lo pueden abrir. Ya lo habian abierto antes. Eso no se puede deshacer.",
    },
    "which": {
        "en": "To take it back, text {back} BACK.",
        "es": "Para pararlo, manda {back} ATRAS.",
    },
    "late": {
        "en": "We have your text. That question is over, so nothing was changed. A person here reads your text.",
        "es": "Tenemos tu texto. Esa pregunta ya paso, asi que no cambio nada. Una persona de aqui lee tu texto.",
    },
    # Later, once it was sent: whether it came to anything. It names nobody and nothing.
    "met": {
        "en": "Hi. Did it work out? If it did, text {n} YES. If it still may, text {n} LATER. If not, text "
        "{n} NO. No hurry.",
        "es": "Hola. ¿Se pudo? Si se pudo, manda {n} SI. Si todavia puede ser, manda {n} LUEGO. Si no, manda "
        "{n} NO. Sin prisa.",
    },
    "met_yes": {
        "en": "Thank you for telling us. You can write here any time.",
        "es": "Gracias por decirlo. Puedes escribir aqui cuando quieras.",
    },
    "met_not_yet": {
        "en": "All right. A person here reads that. You can write here any time.",
        "es": "Esta bien. Lo lee una persona de aqui. Puedes escribir aqui cuando quieras.",
    },
    "met_no": {
        "en": "Thank you. It is not because of you. A person here reads that and looks for another way with you.",
        "es": "Gracias. No es por ti. Lo lee una persona de aqui y busca otra manera contigo.",
    },
    # Before the same question once more.
    "number": {"en": "Please text the number too.", "es": "Manda tambien el numero."},
    "add": {"en": "Something is missing after YES.", "es": "Falta algo despues de SI."},
}
NAMES = tuple(_TEXTS)
# Beginnings of words in names of those who help, by which a stranger knows with what. The same rule as for a nudge: who
# is refused more than needed is asked in a browser.
_TELLING = (
    "addict adic behavior care clinic conduct crisis desintox detox disorder domestic drink duelo "
    "eating famil feminis food gay gender genero grief grow health hiv hospital legal lgbt medic mental "
    "mujer narcotic orgullo parent pride psiq psych psic queer recover recuper refug rehab salud "
    "shelter sobri sober trans tratam trauma treat wellness women youth joven"
)
TELLING = tuple(_TELLING.split())
_GIVEN: Mapping[str, Mapping[SharedField, str]] = {
    "en": {
        SharedField.FIRST_NAME: "first name",
        SharedField.AGE_BAND: "age",
        SharedField.GRADE: "grade",
        SharedField.LANGUAGE: "language",
        SharedField.CONTACT: "how to reach you",
    },
    "es": {
        SharedField.FIRST_NAME: "nombre",
        SharedField.AGE_BAND: "edad",
        SharedField.GRADE: "grado",
        SharedField.LANGUAGE: "idioma",
        SharedField.CONTACT: "como buscarte",
    },
}
_NOTHING = {"en": "only that someone would like to talk", "es": "solo que alguien quiere hablar"}


def asked_text(name: str, lang: str, **values: object) -> str:
    """One of the texts above, in "en" or "es"."""
    return _TEXTS[name]["es" if lang == "es" else "en"].format(**values)


def given_words(fields: tuple[SharedField, ...], lang: str) -> str:
    """Which fields, and never what stands in them."""
    known = "es" if lang == "es" else "en"
    return ", ".join(_GIVEN[known][name] for name in fields) or _NOTHING[known]
