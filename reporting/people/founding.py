"""What the set-up page asks for: the form of a new district. Plain values, checked before anything is made."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reporting.model.queue import QueueKind
from reporting.people.e_mail import normalise, well_formed
from reporting.people.passwords import acceptable
from reporting.people.phones import e164
from reporting.people.plain_fields import checked_lang, checked_name
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import SetUpRefused


@dataclass(frozen=True, slots=True)
class SchoolForm:
    """`counselors`: how many people will answer there; None counts the people of the form who wish to."""

    name: str
    counselors: int | None = None


@dataclass(frozen=True, slots=True)
class TeamForm:
    """Who is called: for the queues of these kinds at that school (its place in the list), or at the district."""

    name: str
    school: int | None = None
    kinds: tuple[QueueKind, ...] = (QueueKind.CRISIS,)


@dataclass(frozen=True, slots=True)
class Wish:
    """A queue that a person is meant to read, by kind and school (its place in the list; None: the district's)."""

    kind: QueueKind
    school: int | None = None
    lead: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class PersonForm:
    """`phone_declared`: an administrator vouches for the number until codes by text verify it; recorded as such."""

    name: str
    email: str
    title: str
    lang: str = "en"
    school: int | None = None
    phone: str | None = None
    phone_declared: bool = False
    wishes: tuple[Wish, ...] = ()
    registrar: bool = False


@dataclass(frozen=True, slots=True)
class TurnForm:
    """A weekly turn in minutes of the wall-clock week (Monday 00:00 = 0). `person`: 0 the administrator, 1… the people."""

    person: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class RotaForm:
    """One layer of a team's week. `position` 0 is called first."""

    team: int
    turns: tuple[TurnForm, ...]
    position: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Founding:
    """A district to be. The administrator is the first registrar and holds the root until the paper ceremony."""

    name: str
    line_name: str
    zone: str
    lang: str
    schools: tuple[SchoolForm, ...]
    administrator: PersonForm
    password: str
    two_step: bool = True
    people: tuple[PersonForm, ...] = ()
    teams: tuple[TeamForm, ...] = ()
    rotas: tuple[RotaForm, ...] = ()
    last_resort: int = 0
    hotline: Hotline | None = None
    twilio: TwilioAccount | None = None

    @property
    def everyone(self) -> tuple[PersonForm, ...]:
        return (self.administrator, *self.people)


def checked(form: Founding) -> Founding:
    """The same form. Raises: SetUpRefused or Refused with the code of the first field that will not do."""
    checked_name(form.name)
    checked_name(form.line_name)
    checked_lang(form.lang)
    _zone(form.zone)
    if not form.schools:
        raise SetUpRefused("no_school", "Name at least one school.")
    for name in (*(school.name for school in form.schools), *(team.name for team in form.teams)):
        checked_name(name)
    for person in form.everyone:
        _person(person, len(form.schools))
    addresses = [normalise(person.email) for person in form.everyone]
    if len(set(addresses)) < len(addresses):
        raise SetUpRefused("email_twice", "Each person needs an e-mail address of their own.")
    acceptable(form.password, email=form.administrator.email, name=form.administrator.name)
    _rotas(form)
    if form.hotline is not None:
        e164(form.hotline.students)
        e164(form.hotline.staff)
    return form


def _zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SetUpRefused("zone", "Choose a time zone like America/Chicago.") from None


def _person(person: PersonForm, schools: int) -> None:
    checked_name(person.name)
    checked_name(person.title)
    checked_lang(person.lang)
    well_formed(person.email)
    if person.phone:
        e164(person.phone)
    for school in (person.school, *(wish.school for wish in person.wishes)):
        if school is not None and not 0 <= school < schools:
            raise SetUpRefused("school", "Choose a school of the list.")


def _rotas(form: Founding) -> None:
    teams = len(form.teams) or len(form.schools) + 1
    for rota in form.rotas:
        if not 0 <= rota.team < teams:
            raise SetUpRefused("team", "Choose a team of the list.")
        for turn in rota.turns:
            if not 0 <= turn.person < len(form.everyone):
                raise SetUpRefused("person", "Choose a person of the list.")
            if not form.everyone[turn.person].phone:
                raise SetUpRefused("no_phone", "A person on call needs a phone number.")
