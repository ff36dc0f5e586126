"""What people do with the rules: draft, try in shadow, put in force with a second yes, go back. Signed, and audited
in the same transaction without content.
"""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from reporting.people.staff_session import StaffSession
from reporting.rules.checking import Form
from reporting.rules.drafting import Drafting, Looked, draft_mark
from reporting.rules.ground import ROLLED_BACK, Ground
from reporting.rules.in_force import RulesInForce
from reporting.rules.ledger import Standing, may_second, verify_act
from reporting.rules.refusals import RulesRefused, moved
from reporting.rules.version import Envelopes, RuleVersion
from reporting.rules.writing import written
from reporting.store import rule_trials, rule_versions
from reporting.store.errors import StoreConflict
from reporting.store.rule_versions import StoredAct, StoredVersion
from reporting.store.tables.rules import VersionState
from reporting.vault.rule_acts import RuleAct, Statement

LONGEST_NOTE = 300

Unit = Callable[[Connection], None]


class RuleDesk:
    def __init__(self, ground: Ground, rules: RulesInForce) -> None:
        self._ground = ground
        self._rules = rules
        self._drafting = Drafting(ground, rules)
        self._envelopes = Envelopes(ground.service, ground.district)

    def look_at(self, session: StaffSession, form: Form) -> Looked:
        """What a form would change. Nothing is kept. Raises RulesRefused."""
        self._ground.must_lead(session.member)
        return self._drafting.looked_at(form)

    def save(self, session: StaffSession, form: Form) -> Looked:
        """Into the draft, where it may be saved; else what is wrong. Raises RulesRefused, StoreError."""
        self._ground.must_lead(session.member)
        looked = self._drafting.looked_at(form)
        edit = looked.edit
        if looked.may_be_saved and edit is not None:
            draft = self._drafting.draft()
            self._write(
                session,
                "rules_drafted",
                lambda conn: self._drafting.add(conn, session.member, draft, edit),
            )
        return looked

    def drop(self, session: StaffSession, place: int, seen: str) -> None:
        """Take an edit out. `seen`: hash of the draft that its reader looked at. Raises RulesRefused, StoreError."""
        self._ground.must_lead(session.member)
        draft = self._drafting.draft()
        if seen != draft_mark(draft, self._rules.now.standing):
            raise moved()
        self._write(
            session,
            "rules_drafted",
            lambda conn: self._drafting.drop(conn, session.member, draft, place),
        )

    def note(self, session: StaffSession, note: str) -> None:
        """Why the draft is made, for the second person. Raises RulesRefused, StoreError."""
        self._ground.must_lead(session.member)
        draft = self._drafting.draft()
        if draft.stored is None:
            raise RulesRefused("rules_no_draft", "There is no draft. Add words or a rule first.")
        self._ground.database.write(
            lambda conn: self._drafting.annotate(conn, session.member, draft, note.strip()[:LONGEST_NOTE])
        )

    def try_out(self, session: StaffSession) -> None:
        """The draft judges beside what is in force, and waits for a second person. Raises RulesRefused, StoreError."""
        self._ground.must_lead(session.member)
        self._must_be_stepped_up(session)
        draft, now = self._drafting.draft(), self._trusted()
        if draft.stored is None:
            raise RulesRefused("rules_no_draft", "There is no draft. Add words or a rule first.")
        self._drafting.must_pass(draft.edits)
        stored, text = draft.stored, written(draft.edits)
        version = RuleVersion(
            number=stored.n,
            parent=now.hash,
            state=VersionState.SHADOW,
            author=session.member,
            minute=self._ground.minute(),
            text=text,
            edits=draft.edits,
            note=draft.note,
        )
        statement = Statement(self._ground.district, RuleAct.PROPOSE, version.hash, now.hash, now.head)
        version = replace(version, proposal=statement.sign(session.unlocked.ed))
        sealed = self._envelopes.seal_version(version)

        def unit(conn: Connection) -> None:
            # One at a time: what was tried until now has had its time.
            tried = rule_versions.in_state(conn, self._ground.district, VersionState.SHADOW)
            if tried is not None:
                self._settle(conn, tried, VersionState.RETIRED)
            if not rule_versions.replace(conn, self._ground.district, sealed, was=stored):
                raise moved()

        self._write(session, "rules_tried", unit)
        self._rules.load()

    def stop(self, session: StaffSession) -> None:
        """Nothing is tried any more; it becomes the draft again where there is none. Raises RulesRefused, StoreError."""
        self._ground.must_lead(session.member)

        def unit(conn: Connection) -> None:
            tried = rule_versions.in_state(conn, self._ground.district, VersionState.SHADOW)
            if tried is None:
                raise no_shadow()
            self._back_to_draft(conn, tried)

        self._write(session, "rules_stopped", unit)
        self._rules.load()

    def promote(self, session: StaffSession, seen: str) -> None:
        """The second yes: what is tried comes in force. `seen`: hash of what its reader looked at.

        Raises RulesRefused, StoreError.
        """
        self._must_be_stepped_up(session)
        ground, now = self._ground, self._trusted()
        roster = ground.book.current
        with ground.database.read() as conn:
            tried = rule_versions.in_state(conn, ground.district, VersionState.SHADOW)
        if tried is None or tried.proposal is None:
            raise no_shadow()
        if tried.author == session.member:
            raise RulesRefused("rules_own", "You proposed this yourself. A second person must say yes.")
        if not may_second(roster, session.member, tried.author):
            raise RulesRefused("rules_not_second", "A lead of a queue or a registrar says yes.")
        if tried.hash.hex() != seen or tried.parent != now.hash:
            raise moved()
        second = Statement(ground.district, RuleAct.APPROVE, tried.hash, now.hash, now.head)
        act = StoredAct(
            n=now.n + 1,
            act=RuleAct.APPROVE.value,
            hash=tried.hash,
            parent=now.hash,
            minute=ground.minute(),
            first=tried.author,
            first_sig=tried.proposal,
            second=session.member,
            second_sig=second.sign(session.unlocked.ed),
        )
        # Asked before it is written: an act that nobody would believe later must not get in.
        verify_act(act, roster, now)
        self._drafting.must_pass(self._envelopes.open_version(tried).edits)

        def unit(conn: Connection) -> None:
            if rule_versions.in_state(conn, ground.district, VersionState.SHADOW) != tried:
                raise moved()
            self._retire(conn, now.hash)
            self._settle(conn, tried, VersionState.IN_FORCE)
            rule_versions.append(conn, ground.district, act)

        self._write(session, "rules_approved", unit)
        self._rules.load()

    def roll_back(self, session: StaffSession, seen: str) -> None:
        """Back to the version before, at once, by one lead. `seen`: hash of what is in force.

        It stands on the Alarms page until a second person has looked. Raises RulesRefused, StoreError.
        """
        self._ground.must_lead(session.member)
        self._must_be_stepped_up(session)
        ground, now = self._ground, self._trusted()
        if now.before is None:
            raise RulesRefused("rules_nothing_before", "The shipped rules are in force: nothing was before.")
        if now.hash.hex() != seen:
            raise moved()
        statement = Statement(ground.district, RuleAct.ROLL_BACK, now.before, now.hash, now.head)
        act = StoredAct(
            n=now.n + 1,
            act=RuleAct.ROLL_BACK.value,
            hash=now.before,
            parent=now.hash,
            minute=ground.minute(),
            first=session.member,
            first_sig=statement.sign(session.unlocked.ed),
            second=None,
            second_sig=None,
        )
        verify_act(act, ground.book.current, now)

        def unit(conn: Connection) -> None:
            self._retire(conn, now.hash)
            for version in rule_versions.by_hash(conn, ground.district, act.hash)[:1]:
                self._settle(conn, version, VersionState.IN_FORCE)
            tried = rule_versions.in_state(conn, ground.district, VersionState.SHADOW)
            if tried is not None:
                self._back_to_draft(conn, tried)
            rule_versions.append(conn, ground.district, act)
            ground.alarms.stand_in(conn, ROLLED_BACK)

        self._write(session, "rules_rolled_back", unit)
        self._rules.load()

    def looked(self, session: StaffSession) -> None:
        """A second person has seen that the rules were rolled back: the alarm may go. Raises RulesRefused, StoreError."""
        last = self._rules.now.standing.last
        if last is None or last.act != RuleAct.ROLL_BACK:
            raise moved()
        if last.first == session.member:
            raise RulesRefused("rules_own", "You did this yourself. A second person must look.")
        if not may_second(self._ground.book.current, session.member, last.first):
            raise RulesRefused("rules_not_second", "A lead of a queue or a registrar looks at it.")
        self._write(session, "rules_looked", lambda conn: self._ground.alarms.clear_in(conn, ROLLED_BACK))

    def wish(self, session: StaffSession, *, shown: bool) -> None:
        """Whether this reader's inbox marks what the rules being tried would change."""
        self._ground.database.write(
            lambda conn: rule_trials.wish(conn, self._ground.district, session.member, shown=shown)
        )

    def wishes(self, session: StaffSession) -> bool:
        """Asked by each inbox: no table is read while nothing is being tried."""
        if self._rules.shadow is None:
            return False
        with self._ground.database.read() as conn:
            return rule_trials.wishes(conn, self._ground.district, session.member)

    def _must_be_stepped_up(self, session: StaffSession) -> None:
        session.must_be_stepped_up(self._ground.clock())

    def _trusted(self) -> Standing:
        """What to sign on top of. Raises RulesRefused while the database is not what was signed."""
        self._rules.look()
        now = self._rules.now
        if not now.trusted:
            raise RulesRefused("rules_not_verified", "The store's rules are not those that were signed.")
        return now.standing

    def _settle(self, conn: Connection, version: StoredVersion, state: VersionState) -> None:
        rule_versions.settle(conn, self._ground.district, version.n, state, self._ground.minute())

    def _retire(self, conn: Connection, hash_: bytes) -> None:
        for version in rule_versions.by_hash(conn, self._ground.district, hash_):
            if version.state is VersionState.IN_FORCE:
                self._settle(conn, version, VersionState.RETIRED)

    def _back_to_draft(self, conn: Connection, tried: StoredVersion) -> None:
        drafted = rule_versions.in_state(conn, self._ground.district, VersionState.DRAFT)
        self._settle(conn, tried, VersionState.RETIRED if drafted else VersionState.DRAFT)

    def _write(self, session: StaffSession, act: str, unit: Unit) -> None:
        """The deed and its audit entry, or neither. Of two at the same moment one is told to look again."""
        ground = self._ground

        def whole(conn: Connection) -> None:
            unit(conn)
            ground.witness.record(conn, minute=ground.minute(), act=act, actor=session.member)

        try:
            ground.database.write(whole)
        except StoreConflict:
            raise moved() from None


def no_shadow() -> RulesRefused:
    return RulesRefused("rules_no_shadow", "Nothing is being tried.")
