"""A referral as a file for the district's own records: by whoever may read its thread, and the audit says so."""

from typing import Any

from reporting.cases.desk_thread import Desks
from reporting.cases.ground import Ground
from reporting.model.clock import minute_of
from reporting.people.ground import Witness
from reporting.people.staff_session import StaffSession
from reporting.referrals.fhir import Shared, bundle
from reporting.referrals.offer import referrals_of
from reporting.referrals.referral_desk import NotSendable
from reporting.store import packets


class ReferralExports:
    def __init__(self, ground: Ground, witness: Witness) -> None:
        self._ground = ground
        self._witness = witness
        self._desks = Desks(ground)

    def fhir(self, session: StaffSession, reference: str, offer: str) -> dict[str, Any]:
        """What was agreed and how it stands, of one that was sent. Raises NoSuchThread, NotSendable, StepUpRefused."""
        ground, now = self._ground, self._ground.clock()
        session.must_be_stepped_up(now)
        thread = self._desks.load(session, reference)
        known = next((one for one in referrals_of(thread.opened) if one.offer.id == offer), None)
        if known is None or known.packet is None or known.consent is None:
            raise NotSendable
        with ground.database.read() as conn:
            row = packets.by_id(conn, ground.district, known.packet)
        if row is None:
            raise NotSendable
        shared = Shared(
            known.packet,
            row.state,
            row.declined,
            known.offer.party,
            known.offer.service_name,
            known.offer.purpose,
            known.consent.values,
            known.consent.at,
            row.until_day,
        )
        minute = minute_of(now, exact=True)
        ground.database.write(
            lambda conn: self._witness.record(
                conn, minute=minute, act="referral_exported", actor=session.member, about=thread.row.id
            )
        )
        return bundle(shared)
