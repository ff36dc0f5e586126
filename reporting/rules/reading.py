"""What the pages of the rules show: what is in force and since when, what is tried, what is drafted, what was before."""

import difflib

from reporting.cases.trying import TrialCounter
from reporting.model.clock import moment_of
from reporting.model.ids import MemberId
from reporting.people.directory import Directory
from reporting.people.staff_session import StaffSession
from reporting.rules.concepts import Concept, concepts_of, meaning
from reporting.rules.drafting import Drafting, draft_mark
from reporting.rules.ground import ROLLED_BACK, Ground
from reporting.rules.in_force import RulesInForce
from reporting.rules.ledger import is_lead, may_second
from reporting.rules.refusals import RulesRefused
from reporting.rules.rules_view import (
    ActRow,
    Compared,
    Drafted,
    Explained,
    Moved,
    RulesView,
    TrialFigures,
    VersionRow,
)
from reporting.rules.version import Envelopes, RuleVersion
from reporting.rules.writing import WrittenRule, rules_in, written
from reporting.store import rule_texts, rule_trials, rule_versions
from reporting.store.rule_versions import StoredAct, StoredVersion
from reporting.store.tables.rules import VersionState
from reporting.vault.notation import Unreadable
from reporting.vault.rule_acts import RuleAct
from triage.invalid import RulebookInvalid

HISTORY = 50


class RuleReading:
    def __init__(
        self, ground: Ground, rules: RulesInForce, directory: Directory, counter: TrialCounter
    ) -> None:
        self._ground = ground
        self._rules = rules
        self._directory = directory
        self._counter = counter
        self._drafting = Drafting(ground, rules)
        self._envelopes = Envelopes(ground.service, ground.district)

    def view(self, session: StaffSession) -> RulesView:
        """Raises StoreError."""
        ground, books = self._ground, self._rules.now
        district, standing, roster = ground.district, books.standing, ground.book.current
        with ground.database.read() as conn:
            rows = rule_versions.newest(conn, district, HISTORY)
            acts = rule_versions.acts(conn, district)
            shadow = rule_versions.in_state(conn, district, VersionState.SHADOW)
            shows = rule_trials.wishes(conn, district, session.member)
        in_force = self._rules.version(standing.hash)
        draft = self._drafting.draft()
        number_of = {row.hash: row.n for row in reversed(rows)}
        rolled_back = any(alarm.kind == ROLLED_BACK for alarm in ground.alarms.standing())
        last = standing.last
        second = shadow is not None and may_second(roster, session.member, shadow.author)
        return RulesView(
            rulebook=books.active.hash,
            trusted=books.trusted,
            shipped_rules=len(ground.shelf.shipped.rules),
            in_force=self._row_of(in_force) if in_force else None,
            in_force_mark=standing.hash.hex(),
            last=self._act(last, number_of) if last else None,
            before=standing.before is not None,
            shadow=self._row(shadow) if shadow else None,
            shadow_runs=shadow is not None and books.shadow_number == shadow.n,
            shadow_rulebook=books.shadow.hash if books.shadow else None,
            figures=self._figures(shadow) if shadow and books.shadow else None,
            draft=draft.edits if draft.stored else None,
            in_force_edits=in_force.edits if in_force else (),
            draft_mark=draft_mark(draft, standing),
            history=tuple(self._row(row) for row in rows if row.state is not VersionState.DRAFT),
            acts=tuple(self._act(act, number_of) for act in reversed(acts[-HISTORY:])),
            shows=shows,
            may_edit=is_lead(roster, session.member),
            may_approve=second,
            own_proposal=shadow is not None and shadow.author == session.member,
            may_look=rolled_back and last is not None and may_second(roster, session.member, last.first),
        )

    def concepts(self, session: StaffSession, like: str) -> tuple[Concept, ...]:
        """Meanings to choose from: all, or those that hold a word. Raises RulesRefused."""
        self._ground.must_lead(session.member)
        known = self._ground.shelf.concepts(written(self._drafting.draft().edits))
        return meaning(known, like) if like.strip() else known

    def drafted(self, session: StaffSession) -> Drafted:
        """What the draft would change: some seconds of work. Raises RulesRefused."""
        self._ground.must_lead(session.member)
        draft = self._drafting.draft()
        if draft.stored is None:
            raise RulesRefused("rules_no_draft", "There is no draft. Add words or a rule first.")
        now = self._drafting.edits_in_force()
        try:
            preview = self._drafting.preview(draft)
        except RulebookInvalid:
            preview = None
        return Drafted(
            preview,
            draft.note,
            tuple(edit for edit in draft.edits if edit not in now),
            tuple(edit for edit in now if edit not in draft.edits),
        )

    def compared(self, number: int) -> Compared:
        """Raises RulesRefused."""
        with self._ground.database.read() as conn:
            stored = rule_versions.by_number(conn, self._ground.district, number)
        if stored is None:
            raise no_version()
        try:
            version = self._envelopes.open_version(stored)
        except Unreadable:
            raise no_version() from None
        parent = self._rules.version(version.parent)
        before = parent.text if parent else ""
        lines = difflib.unified_diff(before.splitlines(), version.text.splitlines(), lineterm="", n=3)
        return Compared(
            self._row_of(version), parent.number if parent else None, tuple(lines)[2:], version.text
        )

    def explained(self, rulebook: str, rule: str) -> Explained:
        """A rule of a rule book that was in force or tried. Raises RulesRefused."""
        try:
            hash_ = bytes.fromhex(rulebook)
        except ValueError:
            raise no_version() from None
        texts = self._kept(hash_)
        for file, text in texts.items():
            for found in rules_in(text):
                if found.id == rule:
                    used = tuple(one for one in concepts_of(texts) if rule in one.rules)
                    return Explained(rulebook, rule, found.title, file, found.text, used)
        raise no_version()

    def contents(self, rulebook: str) -> tuple[tuple[str, tuple[WrittenRule, ...]], ...]:
        """The rules of each file of a whole rule book, to look through. Raises RulesRefused."""
        try:
            texts = self._kept(bytes.fromhex(rulebook))
        except ValueError:
            raise no_version() from None
        read = ((file, rules_in(text)) for file, text in sorted(texts.items()))
        return tuple((file, rules) for file, rules in read if rules)

    def _kept(self, hash_: bytes) -> dict[str, str]:
        with self._ground.database.read() as conn:
            sealed = rule_texts.find(conn, self._ground.district, hash_)
        try:
            return self._envelopes.open_book(hash_, sealed or b"")
        except Unreadable:
            raise no_version() from None

    def _figures(self, shadow: StoredVersion) -> TrialFigures:
        ground, books = self._ground, self._rules.now
        rulebook = bytes.fromhex(books.shadow.hash) if books.shadow else b""
        with ground.database.read() as conn:
            counts = rule_trials.of(conn, ground.district, rulebook)
        counts += self._counter.waiting(rulebook)
        moved = tuple(
            Moved(one.said, one.tried, n) for one, n in sorted(counts.items()) if one.said != one.tried
        )
        return TrialFigures(counts.total(), moved, moment_of(shadow.minute))

    def _row(self, stored: StoredVersion) -> VersionRow:
        try:
            return self._row_of(self._envelopes.open_version(stored))
        except Unreadable:
            return VersionRow(
                stored.n,
                stored.state.value,
                self._directory.name_of(stored.author),
                moment_of(stored.minute),
                "",
                stored.hash.hex(),
                (),
                readable=False,
            )

    def _row_of(self, version: RuleVersion) -> VersionRow:
        return VersionRow(
            version.number,
            version.state.value,
            self._directory.name_of(version.author),
            moment_of(version.minute),
            version.note,
            version.hash.hex(),
            version.edits,
            readable=True,
        )

    def _act(self, act: StoredAct, number_of: dict[bytes, int]) -> ActRow:
        return ActRow(
            act="rolled_back" if act.act == RuleAct.ROLL_BACK else "approved",
            number=number_of.get(act.hash),
            first=self._name(act.first),
            second=self._name(act.second) if act.second else None,
            at=moment_of(act.minute),
        )

    def _name(self, member: MemberId) -> str:
        return self._directory.name_of(member)


def no_version() -> RulesRefused:
    return RulesRefused("rules_no_version", "This version is not kept here.")
