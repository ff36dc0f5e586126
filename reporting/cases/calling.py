"""What the carrier tells of messages and calls that left, and the key that a person on call presses."""

from collections.abc import Mapping

from sqlalchemy import Connection

from notify import voice
from notify.callbacks import read_reference, status
from notify.pages import acknowledge_by_call, call_of
from notify.phone_check import code_of
from reporting.cases.ground import Ground


class Calling:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def status(self, reference: str, form: Mapping[str, str]) -> bool:
        """False: not one of ours."""
        now = self._ground.clock()
        return self._ground.database.write(lambda conn: status(conn, reference=reference, form=form, now=now))

    def ask(self, reference: str, action: str) -> str:
        """Somebody picked up, or a voicemail did: what is said, as TwiML."""
        named = self._named(reference)
        with self._ground.database.read() as conn:
            call = call_of(conn, district=named[0], ring=named[1]) if named else None
            proof = code_of(conn, district=named[0], row=named[1]) if named and call is None else None
        if proof is not None:
            return voice.digits(proof.lang, proof.code)
        if call is None or not call.open:
            return voice.goodbye(
                call.lang if call else "en", voice.Said.OTHER, drill=call is not None and call.drill
            )
        return voice.prompt(call.lang, action, agency=call.agency, drill=call.drill)

    def press(self, reference: str, digit: str) -> str:
        """Only 1 takes the page; a voicemail presses nothing. What is said then, as TwiML."""
        named = self._named(reference)
        if named is None:
            return voice.goodbye("en", voice.Said.OTHER)
        now = self._ground.clock()

        def unit(conn: Connection) -> str:
            call = call_of(conn, district=named[0], ring=named[1])
            said = acknowledge_by_call(conn, district=named[0], ring=named[1], digit=digit, now=now)
            return voice.goodbye(call.lang if call else "en", said, drill=call is not None and call.drill)

        return self._ground.database.write(unit)

    def _named(self, reference: str) -> tuple[bytes, bytes] | None:
        named = read_reference(reference)
        return named[:2] if named is not None and named[0] == self._ground.district else None
