"""What the carrier tells of messages and calls that left, and the key that a person on call presses."""

from collections.abc import Mapping

from sqlalchemy import Connection

from notify.callbacks import read_reference, status
from notify.contacts import contacts
from notify.pages import acknowledge_by_call
from notify.pages.codes import rung_person
from reporting.cases.ground import Ground


class Calling:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def status(self, reference: str, form: Mapping[str, str]) -> bool:
        """False: not one of ours."""
        now = self._ground.clock()
        return self._ground.database.write(lambda conn: status(conn, reference=reference, form=form, now=now))

    def press(self, reference: str, digit: str) -> bool:
        """Only 1 takes the page; a voicemail presses nothing."""
        named = read_reference(reference)
        if named is None or named[0] != self._ground.district:
            return False
        now = self._ground.clock()
        taken = self._ground.database.write(
            lambda conn: acknowledge_by_call(
                conn, district=self._ground.district, ring=named[1], digit=digit, now=now
            )
        )
        return taken is not None

    def lang(self, reference: str) -> str:
        """The language of the person who is being called."""
        named = read_reference(reference)
        if named is None:
            return "en"

        def asked(conn: Connection) -> str:
            person = rung_person(conn, district=self._ground.district, ring=named[1])
            known = contacts(conn, district=self._ground.district, persons=[person]) if person else {}
            return known[person].lang if person is not None and person in known else "en"

        with self._ground.database.read() as conn:
            return asked(conn)
