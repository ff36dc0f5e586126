"""Under which terms an organisation takes referrals: those of the agreement in force, else the ordinary ones."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from notify.ports import Unopenable
from reporting.model.help.partnership import Partnership, People
from reporting.model.help.words import AgreementState, SharedField
from reporting.model.ids import DistrictId, OrganizationId
from reporting.store import help_agreements
from reporting.vault.service_box import ServiceBox

DAYS = 30
NUDGES = (3, 7, 14)


@dataclass(frozen=True, slots=True)
class MinorsRule:
    """The state's rule on whose consent counts, as the district's counsel entered it. `age`: from when on a minor may
    agree alone; None: nobody entered it. `law`: where it stands.
    """

    age: int | None = None
    law: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """`days`: how long shared fields can be read; `nudges`: days without an answer after which the partner is reminded;
    `danger`: whom the partner calls; `partner`: whom the school calls there; `hours`: when the partner is there;
    `answer_hours`, `visit_days`: within which time an answer and a visit are agreed.
    """

    agreed: bool = False
    fields: tuple[SharedField, ...] = tuple(SharedField)
    days: int = DAYS
    nudges: tuple[int, int, int] = NUDGES
    danger: str = ""
    partner: str = ""
    hours: str = ""
    answer_hours: int = 72
    visit_days: int = 14


def terms_of(
    conn: Connection, district: DistrictId, service: ServiceBox, organization: OrganizationId
) -> Terms:
    """A school's own agreement and the district's are one organisation's: the first in force counts."""
    for agreement, sealed in help_agreements.partnerships(conn, district):
        if agreement.organization == organization and agreement.state is AgreementState.IN_FORCE:
            return _terms(agreement, _people(service, sealed))
    return Terms()


def _terms(agreement: Partnership, people: People) -> Terms:
    fields = tuple(name for name in SharedField if name in agreement.shared) or tuple(SharedField)
    danger = people.danger or people.school
    days = max(1, agreement.share_days)
    return Terms(
        agreed=True,
        fields=fields,
        days=days,
        nudges=agreement.nudges,
        danger=danger,
        partner=people.partner,
        hours=agreement.hours,
        answer_hours=agreement.answer_hours,
        visit_days=agreement.visit_days,
    )


def _people(service: ServiceBox, sealed: help_agreements.SealedRow) -> People:
    try:
        return People(**json.loads(service.open(sealed.sealed, sealed.row)))
    except (Unopenable, ValueError, TypeError):
        return People()
