"""An agreement says who does what, how fast and what is shared; in force, it says so in full."""

from dataclasses import replace

import pytest

from reporting.model.help.organization import Organization
from reporting.model.help.partnership import Partnership
from reporting.model.help.words import AgreementState, SharedField, Side
from reporting.model.ids import OrganizationId, PartnershipId, SchoolId
from reporting.referrals.partnerships.form import read_agreement, values_of
from reporting.referrals.partnerships.keeping import Agreement, in_force, to_remind

OAK = OrganizationId(b"o" * 16)
NORTH = SchoolId(b"n" * 16)
BLANK = Partnership(PartnershipId(b"p" * 16), OAK)
WHOLE = {
    "state": "in_force",
    "review": "2027-06-30",
    "duties_school": "Short-term support\n\n  Academic support  ",
    "duties_partner": "Clinical care",
    "people_danger": "On call, 555-0199",
    "shared": "about;first_name",
    "answer_hours": "48",
    "nudge_first": "2",
    "nudge_second": "4",
    "nudge_third": "8",
}


def read(**typed: str) -> tuple[Partnership, set[tuple[str, str]]]:
    agreement, problems = read_agreement({**WHOLE, **typed}, BLANK, frozenset({NORTH}))
    return agreement, {(one.field, one.code) for one in problems}


def test_what_was_typed_is_the_agreement_and_shows_again_in_the_form() -> None:
    agreement, problems = read(school=NORTH.hex())
    assert problems == set()
    assert agreement.state is AgreementState.IN_FORCE
    assert agreement.school == NORTH
    assert [(duty.side, duty.task) for duty in agreement.duties] == [
        (Side.SCHOOL, "Short-term support"),
        (Side.SCHOOL, "Academic support"),
        (Side.PARTNER, "Clinical care"),
    ]
    assert agreement.shared == (SharedField.FIRST_NAME, SharedField.ABOUT)
    assert (agreement.answer_hours, agreement.nudges) == (48, (2, 4, 8))
    again, _ = read_agreement(
        {k: str(v) for k, v in values_of(agreement).items()}, agreement, frozenset({NORTH})
    )
    assert again == agreement


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"duties_school": ""}, ("duties_school", "missing")),
        ({"duties_partner": " \n"}, ("duties_partner", "missing")),
        ({"review": ""}, ("review", "missing")),
        ({"people_danger": ""}, ("people_danger", "missing")),
        ({"review": "30 June"}, ("review", "not_date")),
        ({"review": "2027-02-30"}, ("review", "not_date")),
        ({"answer_hours": "0"}, ("answer_hours", "not_between")),
        ({"share_days": "400"}, ("share_days", "not_between")),
        ({"nudge_second": "8"}, ("nudge_second", "nudges_crossed")),
        ({"school": "ff" * 16}, ("school", "unknown_school")),
        ({"duties_both": "x" * 401}, ("duties_both", "too_long")),
        ({"duties_both": "x\n" * 41}, ("duties_both", "too_long")),
    ],
)
def test_what_is_wrong_is_named(typed: dict[str, str], wrong: tuple[str, str]) -> None:
    assert wrong in read(**typed)[1]


def test_a_draft_may_have_holes_and_a_duty_of_both_counts_for_each() -> None:
    assert read(state="draft", duties_school="", review="", people_danger="")[1] == set()
    assert read(duties_school="", duties_partner="", duties_both="Act at once")[1] == set()


def test_the_whole_thread_is_never_among_what_is_shared() -> None:
    agreement, _ = read(shared="first_name;thread;everything")
    assert agreement.shared == (SharedField.FIRST_NAME,)


def test_a_review_is_reminded_of_a_month_before_and_each_fortnight() -> None:
    terms = replace(read()[0], review_day=1_000)
    assert not to_remind(terms, 969)
    assert to_remind(terms, 970)
    assert not to_remind(replace(terms, reminded_day=970), 983)
    assert to_remind(replace(terms, reminded_day=970), 984)
    assert to_remind(terms, 1_200)
    assert not to_remind(replace(terms, state=AgreementState.ENDED), 1_000)


def test_a_new_review_day_is_reminded_of_anew() -> None:
    before = replace(read()[0], reminded_day=900)
    after, _ = read_agreement({**WHOLE, "review": "2028-06-30"}, before, frozenset())
    assert after.reminded_day is None


def test_a_schools_own_agreement_goes_before_the_districts() -> None:
    organization = Organization(OAK, "Oak")
    district = Agreement(read()[0], organization)
    own = Agreement(replace(read()[0], id=PartnershipId(b"q" * 16), school=NORTH), organization)
    draft = Agreement(replace(own.terms, state=AgreementState.DRAFT), organization)
    assert in_force([district, own], OAK, NORTH) == own.terms
    assert in_force([district, draft], OAK, NORTH) == district.terms
    assert in_force([own], OAK, None) is None
