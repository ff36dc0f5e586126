"""The shipped lists of steps, as data in both languages.

Each follows published guidance and copies none of it: `follows` names it, and no step is a question of an instrument
that must be used whole and by people who were trained in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Said:
    en: str
    es: str

    def in_(self, lang: str) -> str:
        return self.es if lang == "es" else self.en


@dataclass(frozen=True, slots=True)
class Steps:
    """`items`: (a key that stays for good, its words). `agency`: it asks whom was called, and runs a clock."""

    key: str
    title: Said
    follows: str
    categories: frozenset[str]
    items: tuple[tuple[str, Said], ...]
    agency: bool = False


_THREAT = Steps(
    "threat",
    Said("Threat assessment", "Evaluación de amenaza"),
    "U.S. Secret Service NTAC, Enhancing School Safety Using a Threat Assessment Model (2018)",
    frozenset({"attack_weapons", "threat", "stalking", "hate_harassment", "dating_violence"}),
    (
        ("danger", Said("Danger to life now? 911 first; this list waits.", "¿Peligro de muerte ahora? Primero el 911; esta lista espera.")),
        ("team", Said("The school's threat assessment team knows of it.", "El equipo de evaluación de amenazas de la escuela lo sabe.")),
        ("second", Said("A second source was asked for before anybody is searched, removed or confronted.", "Se buscó una segunda fuente antes de registrar, apartar o enfrentar a nadie.")),
        ("words", Said("The words are written down as they were said, with who heard them and when.", "Las palabras están escritas como se dijeron, con quién las oyó y cuándo.")),
        ("change", Said("What changed lately for this person: losses, grievances, being hurt by others.", "Qué cambió últimamente para esta persona: pérdidas, agravios, daño de otros.")),
        ("means", Said("Whether a weapon can be reached, at home too, was asked of who may know.", "Se preguntó a quien puede saberlo si hay un arma al alcance, también en casa.")),
        ("steps", Said("Whether there was planning or practice was looked for, and what was found.", "Se buscó si hubo planes o práctica, y qué se halló.")),
        ("strengths", Said("An adult whom this person trusts, and what goes well, are known.", "Se conoce a un adulto en quien confía y qué le va bien.")),
        ("plan", Said("Help and watching are planned, with a name and a day for each.", "La ayuda y el seguimiento están planeados, con nombre y día para cada cosa.")),
        ("told", Said("Whoever was threatened, and their family, were told what they need.", "Quien fue amenazado y su familia saben lo que necesitan.")),
        ("again", Said("A day to look at all this again is set.", "Hay un día fijado para volver a verlo todo.")),
    ),
)  # fmt: skip
_SUICIDE = Steps(
    "suicide",
    Said("Suicide risk screening", "Detección de riesgo de suicidio"),
    "Columbia-Suicide Severity Rating Scale (C-SSRS), screener for schools; the screener itself is used by who was trained in it",
    frozenset({"suicide_selfharm", "depression_anxiety", "eating_disorder", "grief"}),
    (
        ("alone", Said("Nobody leaves the student alone while it is not clear.", "Nadie deja al estudiante a solas mientras no esté claro.")),
        ("asked", Said("Somebody trained asked, in plain words, about thoughts of dying, and about a plan, means and a time.", "Alguien preparado preguntó, con palabras claras, por ideas de morir y por plan, medios y momento.")),
        ("before", Said("Whether there was an attempt before, and how lately, is known.", "Se sabe si hubo un intento antes y hace cuánto.")),
        ("screener", Said("The screener was done whole, and its result is in the student's file, not here.", "La prueba se hizo completa y su resultado está en el expediente, no aquí.")),
        ("high", Said("A plan or recent attempt: 911 or 988, and a clinician today.", "Plan o intento reciente: 911 o 988, y un profesional clínico hoy.")),
        ("means", Said("Weapons, medicine and ropes at home were talked about with who can lock them away.", "Se habló de armas, medicinas y cuerdas en casa con quien puede guardarlas.")),
        ("home", Said("A parent or guardian was told, unless home is the danger; then child protection was.", "Se avisó a madre, padre o tutor, salvo que el peligro esté en casa; entonces, a protección de menores.")),
        ("plan", Said("A written plan for bad moments was made with the student.", "Se hizo con el estudiante un plan escrito para los malos momentos.")),
        ("handed", Said("A clinician has taken over by name, and the student knows when they meet.", "Un profesional clínico lo tomó por nombre y el estudiante sabe cuándo se ven.")),
        ("return", Said("The way back to school, and who asks tomorrow, are set.", "Está fijado cómo vuelve a la escuela y quién pregunta mañana.")),
    ),
)  # fmt: skip
_MANDATED = Steps(
    "mandated",
    Said("Mandated report", "Aviso obligatorio"),
    "your state's law; Child Welfare Information Gateway, Mandated Reporting",
    frozenset({"abuse_neglect", "sexual_assault", "sextortion", "runaway_trafficking", "dating_violence", "family_stress", "basic_needs"}),
    (
        ("duty", Said("It is my own duty: telling a supervisor is not enough.", "Es mi propio deber: avisar a un superior no basta.")),
        ("danger", Said("A child in danger now: 911 first.", "Un menor en peligro ahora: primero el 911.")),
        ("called", Said("I called the agency myself. If I have no number: Childhelp, 1-800-422-4453.", "Llamé yo a la agencia. Si no tengo el número: Childhelp, 1-800-422-4453.")),
        ("said", Said("I said what was written, word for word, and what is not known.", "Dije lo que está escrito, palabra por palabra, y lo que no se sabe.")),
        ("reference", Said("I wrote down the reference, and who took the call.", "Anoté la referencia y quién atendió.")),
        ("written", Said("The written form was sent within the time of my state's law.", "El formulario escrito se envió dentro del plazo de la ley de mi estado.")),
        ("student", Said("The student was told before and after, as far as it puts nobody in danger.", "El estudiante lo supo antes y después, hasta donde no pone a nadie en peligro.")),
        ("quiet", Said("Nothing in the thread names the time of a visit: whoever hurts them may read it.", "Nada en la conversación dice la hora de una visita: quien le hace daño puede leerlo.")),
    ),
    agency=True,
)  # fmt: skip
LISTS: Mapping[str, Steps] = MappingProxyType({one.key: one for one in (_THREAT, _SUICIDE, _MANDATED)})
