"""What a student's phone is sent by the service itself. No topic, no name, nothing they wrote: others see lock screens.

Spanish texts keep to GSM-7 letters (no á í ó ú), so that they stay two segments instead of five.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

_TEXTS = {
    "received": {
        "en": "Automatic reply from {line}: we have your text. A person will read it by {time}. In danger now? "
        "Call 911 (texts to 911 don't work everywhere). Need to talk now? Call or text 988, or text HOME to "
        "741741, any hour. This is not 911. STOP ends texts.",
        "es": "{line}: esto lo manda una computadora. Tenemos tu mensaje; lo lee una persona antes de {time}. "
        "¿Peligro ahora? Llama al 911 (no siempre recibe textos). ¿Quieres hablar ya? Llama al 988 (marca 2) o "
        "manda AYUDA al 988 o al 741741. No somos el 911. STOP: no recibir textos.",
    },
    "received_urgent": {
        "en": "Automatic reply from {line}: we have your text and are calling a person now. In danger? Call 911 "
        "(texts to 911 don't work everywhere). Need to talk now? Call or text 988, or text HOME to 741741, any "
        "hour. This is not 911. STOP ends texts.",
        "es": "{line}: esto lo manda una computadora. Tenemos tu mensaje y ya llamamos a una persona. ¿Peligro? "
        "Llama al 911 (no siempre recibe textos). ¿Quieres hablar ya? Llama al 988 (marca 2) o manda AYUDA al 988 "
        "o al 741741. No somos el 911. STOP: no recibir textos.",
    },
    "unmonitored": {
        "en": "Automatic reply from {line}: no one is reading messages right now. We keep yours. In danger? Call "
        "911 (texts to 911 don't work everywhere). Need to talk? Call or text 988, or text HOME to 741741.",
        "es": "{line}: ahora nadie lee los mensajes. Guardamos el tuyo. ¿Hay peligro? Llama al 911 (no siempre "
        "recibe textos). ¿Quieres hablar? Llama al 988 (marca 2) o manda AYUDA al 988 o al 741741.",
    },
    "numbers": {
        "en": "{line}: we have this text too, and we are calling a person. In danger now? Call 911. Need to talk "
        "now? Call or text 988, any hour.",
        "es": "{line}: tenemos este texto y llamamos a una persona. ¿Peligro ahora? Llama al 911. ¿Quieres hablar "
        "ya? Llama al 988 (marca 2).",
    },
    "help": {
        "en": "{line}: a person at school reads what you text here. In danger now? Call 911 (texts to 911 don't "
        "work everywhere). Need to talk? Call or text 988, or text HOME to 741741. STOP ends texts. WEB: go on in "
        "a browser. FORGET: we forget this number.",
        "es": "{line}: una persona de la escuela lee lo que mandas. ¿Peligro ahora? Llama al 911 (no siempre "
        "recibe textos). ¿Quieres hablar? Llama al 988 (marca 2) o manda AYUDA al 741741. STOP: no recibir textos. "
        "WEB: seguir en internet. OLVIDAR: borramos este numero.",
    },
    "started": {
        "en": "{line}: you get texts from us again. In danger now? Call 911. Need to talk? Call or text 988.",
        "es": "{line}: ya recibes textos otra vez. ¿Peligro ahora? Llama al 911. ¿Quieres hablar? Llama al 988.",
    },
    "media": {
        "en": "The person who reads your text can look at the picture or file too. Don't send or share nude "
        "pictures, not even as proof: tell us in words.",
        "es": "Quien lee tu texto puede ver la foto o el archivo. No mandes ni compartas fotos de nadie sin ropa, "
        "ni como prueba: dilo con palabras.",
    },
    "media_lost": {
        "en": "We could not open the picture or file you sent. Please tell us in words what it shows. Don't send "
        "or share nude pictures, not even as proof.",
        "es": "No pudimos abrir la foto o el archivo que mandaste. Dinos con palabras lo que se ve. No mandes ni "
        "compartas fotos de nadie sin ropa, ni como prueba.",
    },
    # The link shows nothing before a button on its page is pressed; what was texted stays on the phone.
    "web": {
        "en": "{line}: open this within 10 minutes, on a phone or computer that only you use: {link} The texts so far "
        "stay on this phone. Delete them if someone else reads it.",
        "es": "{line}: abre esto antes de 10 minutos, en un telefono o computadora que solo uses tu: {link} Los textos "
        "de antes quedan en este telefono. Borralos si alguien mas lo lee.",
    },
    "forget": {
        "en": "{line}: to make us forget this number, text back {code} within 10 minutes. Then we can't text you. If "
        "you did not ask for this, do nothing.",
        "es": "{line}: para que olvidemos este numero, manda {code} antes de 10 minutos. Entonces ya no te podemos "
        "escribir. Si no lo pediste, no hagas nada.",
    },
    "forgotten": {
        "en": "{line}: done. We no longer have this number, and no answer can come here. The texts stay on this phone: "
        "delete them here. You can text again any time. In danger? Call 911.",
        "es": "{line}: listo. Ya no tenemos este numero y no te puede llegar respuesta. Los textos quedan en este "
        "telefono: borralos. Puedes escribir otra vez. ¿Hay peligro? Llama al 911.",
    },
    "kept_for_now": {
        "en": "{line}: we can't forget this number right now. A person here has to decide it first.",
        "es": "{line}: ahora no podemos olvidar este numero. Primero lo decide una persona.",
    },
    "not_now": {
        "en": "{line}: that does not work right now. Please text it again in an hour. In danger? Call 911. Need to "
        "talk? Call or text 988.",
        "es": "{line}: ahora no se puede. Mandalo otra vez en una hora. ¿Hay peligro? Llama al 911. ¿Quieres hablar? "
        "Llama al 988 (marca 2).",
    },
    # These two name nothing: somebody else may read the phone.
    "code": {"en": "{code} is your code.", "es": "{code} es tu codigo."},
    "nobody_reads": {
        "en": "No one reads texts to this number. In an emergency call 911.",
        "es": "Nadie lee los textos a este numero. En una emergencia llama al 911.",
    },
    # Whoever holds the phone may read it: it says nothing but that somebody would like to write.
    "opener": {
        "en": "Hi. Is now a good time to text? Write back when it suits you.",
        "es": "Hola. ¿Es buen momento para escribirte? Responde cuando puedas.",
    },
    "unreached": {
        "en": "We have not reached a person yet. Call 911 or 988 now. We keep calling people here.",
        "es": "No hemos encontrado a una persona. Llama al 911 o al 988 ahora. Seguimos llamando.",
    },
    "reached": {
        "en": "A person has your message now and is reading it. In danger? Call 911.",
        "es": "Una persona ya tiene tu mensaje y lo lee. ¿Hay peligro? Llama al 911.",
    },
}
NOON = 12
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    # Without á, é, í: see above.
    "es": ("el lunes", "el martes", "el miercoles", "el jueves", "el viernes", "el sabado", "el domingo"),
}


def text(name: str, lang: str, *, line: str = "", time: str = "", link: str = "", code: str = "") -> str:
    """One of the texts above, in "en" or "es"."""
    return _TEXTS[name]["es" if lang == "es" else "en"].format(line=line, time=time, link=link, code=code)


def spoken_time(due: datetime, zone: ZoneInfo, lang: str) -> str:
    """A time as a text says it: "Tuesday 10:00 am", "el martes a las 10:00"."""
    local = due.astimezone(zone)
    day = _DAYS["es" if lang == "es" else "en"][local.weekday()]
    if lang == "es":
        return f"{day} a las {local:%H:%M}"
    return f"{day} {local.hour % NOON or NOON}:{local:%M} {'am' if local.hour < NOON else 'pm'}"


NAMES = tuple(_TEXTS)
