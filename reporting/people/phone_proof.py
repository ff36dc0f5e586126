"""A person proves their own number: a code goes to it, by text or by call, and is typed back on the page."""

import secrets
from typing import Literal

from sqlalchemy import Connection

from notify import phone_check, wording
from notify.contacts import address
from notify.outbox import Class, enqueue
from notify.ports import Channel, Unopenable
from reporting.people.ground import Ground
from reporting.people.providers import Providers
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.vault.service_box import ServiceBox

By = Literal["sms", "voice"]
_ID = 16


class PhoneProofs:
    def __init__(self, ground: Ground, service: ServiceBox, providers: Providers) -> None:
        self._ground = ground
        self._service = service
        self._providers = providers

    def waits(self, session: StaffSession) -> bool:
        """Whether a code is on its way to this person's number."""
        with self._ground.database.read() as conn:
            return phone_check.waits_for_code(
                conn, district=self._ground.district, person=session.member, now=self._ground.clock()
            )

    def send(self, session: StaffSession, by: By) -> None:
        """Raises Refused("phone_codes" | "phone_none" | "phone_line"), StepUpRefused("needed")."""
        session.must_be_stepped_up(self._ground.clock())
        hotline = self._providers.hotline()
        if hotline is None:
            raise Refused(
                "phone_line", "There is no number to send from yet. A registrar can vouch for yours."
            )
        try:
            self._ground.database.write(lambda conn: self._enqueue(conn, session, by, hotline.staff))
        except phone_check.TooManyCodes:
            raise Refused(
                "phone_codes", "Five codes in an hour are enough. Wait, or ask a registrar."
            ) from None
        except (phone_check.NoNumber, LookupError, Unopenable):
            raise Refused("phone_none", "Keep a number first.") from None

    def _enqueue(self, conn: Connection, session: StaffSession, by: By, sender: str) -> None:
        ground, row = self._ground, self._ground.random(_ID)
        code = phone_check.begin_check(
            conn,
            district=ground.district,
            person=session.member,
            row=row,
            digits=lambda count: f"{secrets.randbelow(10**count):0{count}d}",
            now=ground.clock(),
        )
        to = address(
            conn,
            district=ground.district,
            person=session.member,
            channel=Channel.VOICE,
            sealer=self._service,
        )
        body = wording.say("phone_code", code.lang, code=code.code) if by == "sms" else ""
        enqueue(
            conn,
            district=ground.district,
            row_id=row,
            class_=Class.PAGE,
            sealed_to=self._service.seal(to.encode(), row),
            sealed_body=self._service.seal(body.encode(), row),
            sealer="service",
            sender=sender,
            now=ground.clock(),
            channel=Channel(by),
            validity_s=phone_check.LASTS_S,
        )

    def prove(self, session: StaffSession, code: str) -> None:
        """Pages reach the number from now on. Raises Refused("phone_code_wrong" | "phone_code_over"), StepUpRefused."""
        ground = self._ground
        session.must_be_stepped_up(ground.clock())

        def unit(conn: Connection) -> phone_check.Answer:
            answer = phone_check.prove(
                conn, district=ground.district, person=session.member, code=code, now=ground.clock()
            )
            if answer is phone_check.Answer.PROVED:
                ground.witness.record(
                    conn,
                    minute=ground.minute(),
                    act="proved_phone",
                    actor=session.member,
                    about=session.member,
                )
            return answer

        answer = ground.database.write(unit)
        if answer is phone_check.Answer.WRONG:
            raise Refused("phone_code_wrong", "This is not the code that was sent. Look again.")
        if answer is phone_check.Answer.OVER:
            raise Refused("phone_code_over", "This code does not count any more. Have a new one sent.")
