"""The finished draft as the house wants it. Pure."""

from collections.abc import Mapping
from itertools import pairwise

from reporting.model.queue import QueueKind
from reporting.people.founding import (
    Founding,
    PersonForm,
    RotaForm,
    SchoolForm,
    TeamForm,
    TurnForm,
    Wish,
)
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import SetUpRefused
from reporting.staff.set_up_draft import SetUpDraft
from reporting.staff.set_up_fields import DAYS, person_rows, turn_rows

DAY = 24 * 60
WEEK = 7 * DAY


def founding(draft: SetUpDraft) -> Founding:
    """Raises SetUpRefused("unfinished") with the fact `step`."""
    left = draft.unfinished()
    if left:
        raise SetUpRefused("unfinished", "Finish this step first.", step=left[0])
    district, own, people = draft.values("district"), draft.values("administrator"), draft.values("people")
    hotline, twilio = carrier(draft.values("hotline"))
    schools = draft.schools
    return Founding(
        name=district["district"],
        line_name=district["line_name"],
        zone=district["zone"],
        lang=district["lang"],
        schools=tuple(SchoolForm(name) for name in schools),
        administrator=_person(own, "", schools, district["lang"], registrar=True),
        password=own["password"],
        two_step=own.get("two_step") == "yes",
        people=tuple(
            _person(
                people, prefix, schools, district["lang"], registrar=people.get(f"{prefix}registrar") == "yes"
            )
            for prefix in person_rows(people)
        ),
        teams=tuple(TeamForm(name, school) for name, school in draft.teams),
        rotas=_rotas(draft),
        hotline=hotline,
        twilio=twilio,
    )


def carrier(values: Mapping[str, str]) -> tuple[Hotline, TwilioAccount] | tuple[None, None]:
    """The fields must be free of errors; all empty means no carrier."""
    if not values.get("account", "").strip():
        return None, None
    number = values["number"].strip()
    return (
        Hotline(
            students=number,
            staff=values.get("staff_number", "").strip() or number,
            nudge=values.get("nudge_number", "").strip() or None,
        ),
        TwilioAccount(
            account_sid=values["account"].strip(),
            auth_tokens=(values["token"].strip(),),
            key_sid=values["key"].strip(),
            key_secret=values["secret"].strip(),
        ),
    )


def _person(
    values: Mapping[str, str], prefix: str, schools: tuple[str, ...], lang: str, *, registrar: bool
) -> PersonForm:
    name_of_school = values.get(f"{prefix}school", "")
    school = schools.index(name_of_school) if name_of_school in schools else None
    phone = values.get(f"{prefix}phone", "").strip()
    return PersonForm(
        name=values[f"{prefix}name"],
        email=values[f"{prefix}email"].strip(),
        title=values[f"{prefix}title"],
        lang=lang,
        school=school,
        phone=phone or None,
        # The administrator vouches for the number; it counts as declared until a code by text has verified it.
        phone_declared=bool(phone),
        wishes=_wishes(values, prefix, school),
        registrar=registrar,
    )


def _wishes(values: Mapping[str, str], prefix: str, school: int | None) -> tuple[Wish, ...]:
    lead = values.get(f"{prefix}lead") == "yes"
    everyday = QueueKind.DISTRICT if school is None else QueueKind.COUNSELOR
    asked = (
        ("everyday", Wish(everyday, school, lead)),
        ("crisis", Wish(QueueKind.CRISIS, school, lead)),
        ("designee", Wish(QueueKind.DESIGNEE, None, lead)),
    )
    return tuple(wish for field, wish in asked if values.get(prefix + field) == "yes")


def _rotas(draft: SetUpDraft) -> tuple[RotaForm, ...]:
    """A turn lasts until the team's next one begins; the week is a ring."""
    values, people = draft.values("on_call"), list(draft.phones)
    names = [name for name, _ in draft.teams]
    begins: dict[int, list[tuple[int, int]]] = {}
    for prefix in turn_rows(values):
        hours, minutes = values[f"{prefix}starts"].split(":")
        at = DAYS.index(values[f"{prefix}day"]) * DAY + int(hours) * 60 + int(minutes)
        team = names.index(values[f"{prefix}team"])
        begins.setdefault(team, []).append((at, people.index(values[f"{prefix}email"])))
    return tuple(RotaForm(team, _ring(sorted(turns))) for team, turns in sorted(begins.items()))


def _ring(turns: list[tuple[int, int]]) -> tuple[TurnForm, ...]:
    around = [*turns, (turns[0][0] + WEEK, turns[0][1])]
    return tuple(TurnForm(person, at, following) for (at, person), (following, _) in pairwise(around))
