"""The rule books that judge now. Only what members signed comes in force; else the last good one stays, with an alarm."""

import logging
import threading
from dataclasses import dataclass, replace

from reporting.rules.ground import DO_NOT_FIT, NOT_VERIFIED, ROLLED_BACK, Ground
from reporting.rules.ledger import ActsRefused, Standing, is_lead, standing_of
from reporting.rules.version import Envelopes, RuleVersion
from reporting.store import rule_texts, rule_versions
from reporting.store.errors import StoreError
from reporting.store.rule_versions import StoredAct, StoredVersion
from reporting.store.tables.rules import VersionState
from reporting.vault.notation import Unreadable
from reporting.vault.rule_acts import RuleAct, Statement, text_hash
from reporting.vault.rule_pin import RulePin
from triage.invalid import RulebookInvalid
from triage.rulebook import Rulebook

log = logging.getLogger("quietline.rules")

Mark = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class Books:
    """One immutable value. `text` is the district's own part of `active`, `standing` the acts that put it in force."""

    active: Rulebook
    shadow: Rulebook | None
    standing: Standing
    text: str
    shadow_number: int | None = None
    trusted: bool = True  # False: the database is not what was signed, and nothing can be put on top of it

    def __repr__(self) -> str:
        return f"Books({self.active.hash[:8]})"


@dataclass(frozen=True, slots=True)
class _Read:
    """The rows as they were in one moment."""

    mark: Mark
    acts: tuple[StoredAct, ...]
    shadow: StoredVersion | None


class RulesInForce:
    """`active` and `shadow` are read by every message; `look` is for the clock, `load` for the start and after an act."""

    def __init__(self, ground: Ground) -> None:
        """Shipped rules until `load`: whatever the database says, there is triage."""
        self._ground = ground
        self._envelopes = Envelopes(ground.service, ground.district)
        self._loading = threading.Lock()  # held while compiling, and by nobody who judges a message
        self._mark: Mark | None = None
        self._verified = False
        self._written = True
        self.now = Books(ground.shelf.shipped, None, Standing(), "")

    @property
    def active(self) -> Rulebook:
        return self.now.active

    @property
    def shadow(self) -> Rulebook | None:
        return self.now.shadow

    def look(self) -> bool:
        """Take over what another process put in force; whether there was something. For the clock."""
        with self._ground.database.read() as conn:
            mark = rule_versions.mark(conn, self._ground.district)
        if mark == self._mark and self._written:
            return False
        self.load()
        return True

    def load(self) -> None:
        """Verify everything anew and replace what judges. Raises StoreError; what judges now goes on then."""
        with self._loading:
            read = self._read()
            pin = self._ground.pin.read()
            signed = self._signed(read, pin) if pin is not None else None
            if pin is None or signed is None:
                self._refuse(pin)
            else:
                self._take(read, *signed, pin)
            self._mark = read.mark

    def _read(self) -> _Read:
        district = self._ground.district
        with self._ground.database.read() as conn:
            return _Read(
                rule_versions.mark(conn, district),
                rule_versions.acts(conn, district),
                rule_versions.in_state(conn, district, VersionState.SHADOW),
            )

    def _signed(self, read: _Read, pin: RulePin) -> tuple[Standing, str] | None:
        """What members put in force, and its text. None when the rows are not what they signed."""
        try:
            standing = standing_of(read.acts, self._ground.book.current, pin)
            return standing, self._text(standing)
        except (ActsRefused, Unreadable):
            return None

    def _text(self, standing: Standing) -> str:
        """The text of what is in force, whose hash was signed. Raises Unreadable when it was changed or taken away."""
        found = self.version(standing.hash)
        if found is not None:
            return found.text
        if text_hash("") == standing.hash:
            return ""
        raise Unreadable

    def version(self, hash_: bytes) -> RuleVersion | None:
        """The newest version with this text that opens."""
        with self._ground.database.read() as conn:
            rows = rule_versions.by_hash(conn, self._ground.district, hash_)
        for row in rows:
            try:
                return self._envelopes.open_version(row)
            except Unreadable:
                continue
        return None

    def _refuse(self, pin: RulePin | None) -> None:
        """The last good ones: those that judge now, or at a start those that the trust directory remembers."""
        self._alarm(NOT_VERIFIED)
        log.warning("the rules in the database are not those that were signed; the last good ones go on")
        if self._verified or pin is None:
            self.now = replace(self.now, shadow=None, shadow_number=None, trusted=False)
            return
        try:
            text = self._pinned(pin)
            book = self._ground.shelf.book(text)
        except (Unreadable, RulebookInvalid):
            text, book = "", self._ground.shelf.shipped
        self.now = Books(book, None, Standing(), text, trusted=False)

    def _pinned(self, pin: RulePin) -> str:
        """Raises Unreadable."""
        text = self._ground.service.open(pin.sealed, pin.hash).decode() if pin.sealed else ""
        if text_hash(text) != pin.hash:
            raise Unreadable
        return text

    def _take(self, read: _Read, standing: Standing, text: str, pin: RulePin) -> None:
        ground, fits = self._ground, True
        try:
            active = ground.shelf.book(text)
        except RulebookInvalid:
            # After an upgrade, or a change of the folder: the shipped rules work in any case.
            active, fits = ground.shelf.shipped, False
            log.warning("the district's own rules do not fit the shipped ones, so only those work")
        shadow = self._shadow(read.shadow, standing) if fits else None
        self.now = Books(active, shadow[1] if shadow else None, standing, text, shadow[0] if shadow else None)
        self._verified = True
        if standing.n > pin.n:
            sealed = ground.service.seal(text.encode(), standing.hash) if text else b""
            ground.pin.move_on(RulePin(standing.n, standing.head, standing.hash, sealed))
        self._write_down(
            [(active, text if fits else ""), *([(shadow[1], shadow[2])] if shadow else [])],
            fits=fits,
            standing=standing,
        )

    def _shadow(self, stored: StoredVersion | None, standing: Standing) -> tuple[int, Rulebook, str] | None:
        """What a lead proposed on top of what is in force. Anything else is not tried."""
        if stored is None or stored.proposal is None or stored.parent != standing.hash:
            return None
        roster = self._ground.book.current
        author = roster.active_member(stored.author)
        statement = Statement(
            self._ground.district, RuleAct.PROPOSE, stored.hash, stored.parent, standing.head
        )
        try:
            if author is None or not is_lead(roster, stored.author):
                return None
            statement.verify(author.ed, stored.proposal)
            text = self._envelopes.open_version(stored).text
            return stored.n, self._ground.shelf.book(text), text
        except (Unreadable, RulebookInvalid):
            return None

    def _write_down(self, books: list[tuple[Rulebook, str]], *, fits: bool, standing: Standing) -> None:
        """A full disk stops no message from being judged: what could not be kept is tried again at the next look."""
        try:
            for book, text in books:
                self._keep(book, text)
            self._settle_alarms(fits=fits, standing=standing)
            self._written = True
        except StoreError as error:
            log.warning("the rule book could not be kept yet: %s", type(error).__name__)
            self._written = False

    def _keep(self, book: Rulebook, text: str) -> None:
        """The whole text by its hash, so that a decision of today can be explained in a year."""
        ground, rulebook = self._ground, bytes.fromhex(book.hash)
        with ground.database.read() as conn:
            if rule_texts.knows(conn, ground.district, rulebook):
                return
        sealed = self._envelopes.seal_book(rulebook, ground.shelf.texts(text))
        ground.database.write(lambda conn: rule_texts.keep(conn, ground.district, rulebook, sealed))

    def _settle_alarms(self, *, fits: bool, standing: Standing) -> None:
        alarms, last = self._ground.alarms, standing.last
        gone = [NOT_VERIFIED]
        if fits:
            gone.append(DO_NOT_FIT)
        else:
            alarms.stand(DO_NOT_FIT)
        if last is not None and last.act != RuleAct.ROLL_BACK:
            gone.append(ROLLED_BACK)
        standing_now = {alarm.kind for alarm in alarms.standing()}
        for kind in gone:
            if kind in standing_now:
                alarms.clear(kind)

    def _alarm(self, kind: str) -> None:
        try:
            self._ground.alarms.stand(kind)
        except StoreError as error:
            log.warning("an alarm could not be kept: %s", type(error).__name__)
