"""Whether something is offered to a message's school and need: everywhere, or where a pilot runs."""

from reporting.cases.ground import Ground
from reporting.model.ids import SchoolId
from reporting.pilots.keeping import pilots_of
from reporting.pilots.plan import Feature, covers
from reporting.store import pilots, releases


class Offered:
    """One feature's switch. Asked anew each time: a pilot that ended a minute ago offers nothing more."""

    def __init__(self, ground: Ground, feature: Feature) -> None:
        self._ground = ground
        self._feature = feature

    def __call__(self, school: SchoolId | None, category: str) -> bool:
        ground = self._ground
        with ground.database.read() as conn:
            if self._feature not in pilots.only_in_pilots(conn, ground.district):
                return True
            running = [one.plan for one in pilots_of(conn, ground) if one.runs]
            band = releases.bands(conn, ground.district).get(school) if school is not None else None
        return any(
            plan.feature is self._feature
            and covers(plan, school.hex() if school else "", band.value if band else None, category)
            for plan in running
        )
