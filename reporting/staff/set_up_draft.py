"""What was typed so far, in RAM only, until the district is made: a first start that is broken off leaves nothing."""

import threading
from collections.abc import Callable, Mapping

from reporting.people.refused import Refused
from reporting.staff import set_up_fields as fields

STEPS = ("district", "places", "administrator", "people", "hotline", "on_call", "review")
SECRET_FIELDS = frozenset({"password", "again", "token", "secret"})


class SetUpDraft:
    def __init__(self) -> None:
        self._steps: dict[str, dict[str, str]] = {}
        self._lock = threading.Lock()

    def keep(self, step: str, values: Mapping[str, str]) -> None:
        """Keeps a step as it was typed, wrong or right. A secret left empty keeps the one that was typed before."""
        with self._lock:
            before = self._steps.get(step, {})
            kept = {field: before[field] for field in SECRET_FIELDS & before.keys() if not values.get(field)}
            self._steps[step] = {**values, **kept}

    def values(self, step: str) -> dict[str, str]:
        with self._lock:
            return dict(self._steps.get(step, {}))

    def shown(self, step: str) -> dict[str, str]:
        """For the form: everything but the secrets."""
        return {field: text for field, text in self.values(step).items() if field not in SECRET_FIELDS}

    def kept_secrets(self, step: str) -> frozenset[str]:
        """Of which secrets the form may say that they are kept."""
        return frozenset(
            field for field, text in self.values(step).items() if field in SECRET_FIELDS and text
        )

    def seen(self, step: str) -> bool:
        with self._lock:
            return step in self._steps

    @property
    def schools(self) -> tuple[str, ...]:
        try:
            return fields.listed(self.values("places").get("schools", ""))
        except Refused:
            return ()

    @property
    def teams(self) -> tuple[tuple[str, int | None], ...]:
        """Name and place of the school; one for each school and one for the district unless others are named."""
        places, schools = self.values("places"), self.schools
        named = tuple(
            (" ".join(places[f"{prefix}name"].split()), places.get(f"{prefix}school", ""))
            for prefix in fields.team_rows(places)
        )
        if named:
            return tuple(
                (name, schools.index(school) if school in schools else None) for name, school in named
            )
        of_schools = ((f"{name} on call", place) for place, name in enumerate(schools))
        return (*of_schools, ("District on call", None))

    @property
    def phones(self) -> dict[str, str]:
        """Everybody's number by e-mail address, the administrator first."""
        own, people = self.values("administrator"), self.values("people")
        everybody = [(own, ""), *((people, prefix) for prefix in fields.person_rows(people))]
        found = (
            (values.get(f"{p}email", "").strip(), values.get(f"{p}phone", "").strip())
            for values, p in everybody
        )
        return {email: phone for email, phone in found if email}

    def errors(self, step: str) -> dict[str, str]:
        """What is wrong with a step, by field."""
        values = self.values(step)
        checks: dict[str, Callable[[], dict[str, str]]] = {
            "district": lambda: fields.of_district(values),
            "places": lambda: fields.of_places(values, self.schools),
            "administrator": lambda: fields.of_administrator(values),
            "people": lambda: fields.of_people(
                values, self.schools, self.values("administrator").get("email", "")
            ),
            "hotline": lambda: fields.of_hotline(values),
            "on_call": lambda: fields.of_turns(values, self.phones, [name for name, _ in self.teams]),
        }
        return checks[step]() if step in checks else {}

    def unfinished(self) -> tuple[str, ...]:
        """Steps that were not seen or hold something wrong, in order."""
        return tuple(step for step in STEPS[:-1] if not self.seen(step) or self.errors(step))
