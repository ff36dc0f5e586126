"""The staff site before there is a district: only the set-up page is open, and every other door says so."""

from typing import Any, NoReturn

from reporting.model.principal import Principal
from reporting.people.refused import InvitationRefused, SignedOut, SignInRefused
from reporting.people.session_life import LOCK_SECONDS
from reporting.people.staff_session import StaffSession
from reporting.staff.doors import SetUps, StaffDoors
from reporting.staff.people_view import HouseFacts


def _nobody_works_here(*_asked: Any, **_as: Any) -> NoReturn:
    raise SignInRefused("not_founded", "Open the set-up link that the start of the service printed.")


def _no_such_link(*_asked: Any, **_as: Any) -> NoReturn:
    raise InvitationRefused("unknown", "This link does not work. Ask your registrar for another one.")


class NoDistrictYet:
    """Satisfies every door. Nobody has a session, so the gate stops all but these few."""

    password = code = sign_out = step_up = _nobody_works_here
    welcome = join = _no_such_link
    # Behind the gate, which lets nobody through.
    places = people = invite = waiting = admit = confirm = leave_queue = remove = _nobody_works_here
    page = changes = read = reply = note = assign = hand_over = close = reopen = _nobody_works_here
    override = samples = sample = judge = examples = put_away = figures = _nobody_works_here
    acknowledge = hand_back = lift_exclusion = send_anyway = open = view = take = give_back = presence = (
        news
    ) = _nobody_works_here
    followed_up = task = task_done = check = _nobody_works_here
    hold = release = link = home = share = take_back = _nobody_works_here
    propose = enrol = end = change_password = set_spoken = set_language = set_phone = _nobody_works_here
    lock = locked = unlock = leave_locked = keep = of = drop = _nobody_works_here
    lock_seconds = LOCK_SECONDS
    tell = judge = renew = declare_phone = send_phone_code = prove_phone = _nobody_works_here

    def resume(self, cookie: str, *, background: bool) -> StaffSession:  # noqa: ARG002 -- the door's names
        raise SignedOut("none", "There is no district yet.")

    def glance(self, cookie: str) -> Principal:  # noqa: ARG002 -- the door's names
        raise SignedOut("none", "There is no district yet.")

    def facts(self) -> HouseFacts:
        return HouseFacts("", "", "UTC", opened=False, trial=True)


def unfounded_doors(set_ups: SetUps) -> StaffDoors:
    """For the first start. When the district stands, its house takes over with doors of its own."""
    nobody = NoDistrictYet()
    return StaffDoors(
        sign_ins=nobody,
        sessions=nobody,
        drafts=nobody,
        house=nobody,
        inboxes=nobody,
        desk=nobody,
        roll=nobody,
        joining=nobody,
        alarms=nobody,
        audits=nobody,
        on_calls=nobody,
        accounts=nobody,
        schools=nobody,
        previews=nobody,
        set_ups=set_ups,
        feedback=nobody,
    )
