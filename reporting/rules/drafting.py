"""The draft: what leads are putting together. One in a district; it reads on top of what is in force now."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from reporting.model.ids import MemberId
from reporting.rules.checking import Complaint, Form, edit_of
from reporting.rules.edits import Edit, rebased
from reporting.rules.ground import Ground
from reporting.rules.in_force import RulesInForce
from reporting.rules.ledger import Standing
from reporting.rules.preview import Preview, failing, preview_of
from reporting.rules.refusals import RulesRefused, moved
from reporting.rules.version import Envelopes, RuleVersion
from reporting.rules.writing import written
from reporting.store import rule_versions
from reporting.store.rule_versions import StoredVersion
from reporting.store.tables.rules import VersionState
from reporting.vault.notation import Unreadable
from triage.invalid import RulebookInvalid
from triage.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Draft:
    """`edits` on top of those in force now; `stored` is its row, None while nothing was drafted."""

    edits: tuple[Edit, ...]
    stored: StoredVersion | None
    note: str = ""

    def __repr__(self) -> str:
        return f"Draft({len(self.edits)} edits)"


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a form: complaints, or what it would change. `invalid`: what the rule book's reader said."""

    edit: Edit | None
    complaints: tuple[Complaint, ...] = ()
    preview: Preview | None = None
    invalid: str = ""

    @property
    def may_be_saved(self) -> bool:
        return self.edit is not None and self.preview is not None and not self.preview.failing

    def __repr__(self) -> str:
        return "Looked(<sealed>)"


class Drafting:
    def __init__(self, ground: Ground, rules: RulesInForce) -> None:
        self._ground = ground
        self._rules = rules
        self._envelopes = Envelopes(ground.service, ground.district)

    def draft(self) -> Draft:
        """What is drafted, on top of what is in force. One that does not open any more is begun anew."""
        with self._ground.database.read() as conn:
            stored = rule_versions.in_state(conn, self._ground.district, VersionState.DRAFT)
        if stored is None:
            return Draft(self.edits_in_force(), None)
        try:
            version = self._envelopes.open_version(stored)
        except Unreadable:
            return Draft(self.edits_in_force(), stored)
        now = self._rules.now.standing.hash
        if version.parent == now:
            return Draft(version.edits, stored, version.note)
        base = self._rules.version(version.parent)
        edits = rebased(version.edits, base.edits if base else (), self.edits_in_force())
        return Draft(edits, stored, version.note)

    def edits_in_force(self) -> tuple[Edit, ...]:
        found = self._rules.version(self._rules.now.standing.hash) if self._rules.now.text else None
        return found.edits if found else ()

    def looked_at(self, form: Form) -> Looked:
        """A form before it is saved: some seconds of work in the caller's thread."""
        draft = self.draft()
        shelf, now = self._ground.shelf, self._rules.now
        known = shelf.concepts(written(draft.edits))
        edit, complaints = edit_of(form, known, {rule.id for rule in self._book(draft.edits).rules})
        if edit is None:
            return Looked(None, complaints)
        try:
            then = self._book((*draft.edits, edit))
        except RulebookInvalid as error:
            return Looked(edit, invalid=error.message)
        return Looked(edit, preview=preview_of(shelf, now.active, then, (edit,), known))

    def preview(self, draft: Draft) -> Preview:
        """The whole draft against what is in force. Raises RulebookInvalid."""
        shelf, now = self._ground.shelf, self._rules.now
        new = tuple(edit for edit in draft.edits if edit not in self.edits_in_force())
        return preview_of(shelf, now.active, self._book(draft.edits), new, shelf.concepts(""))

    def add(self, conn: Connection, member: MemberId, draft: Draft, edit: Edit) -> None:
        """Raises RulesRefused when somebody else changed the draft meanwhile."""
        self._put(conn, member, draft, (*draft.edits, edit))

    def drop(self, conn: Connection, member: MemberId, draft: Draft, place: int) -> None:
        """Take out the edit at this place, of the draft or of what is in force. Raises RulesRefused."""
        if not 0 <= place < len(draft.edits):
            raise moved()
        self._put(conn, member, draft, draft.edits[:place] + draft.edits[place + 1 :])

    def annotate(self, conn: Connection, member: MemberId, draft: Draft, note: str) -> None:
        """Raises RulesRefused when somebody else changed the draft meanwhile."""
        self._put(conn, member, replace(draft, note=note), draft.edits)

    def must_pass(self, edits: tuple[Edit, ...]) -> None:
        """Raises RulesRefused while any test of any rule fails."""
        try:
            failures = failing(self._ground.shelf.answers(self._book(edits)))
        except RulebookInvalid:
            raise RulesRefused("rules_failing", "A rule does not compile. Look at what changes.") from None
        if failures:
            raise RulesRefused("rules_failing", "A test of a rule fails. Look at what changes.")

    def _book(self, edits: tuple[Edit, ...]) -> Rulebook:
        return self._ground.shelf.book(written(edits))

    def _put(self, conn: Connection, member: MemberId, draft: Draft, edits: tuple[Edit, ...]) -> None:
        ground = self._ground
        stored = draft.stored
        version = RuleVersion(
            number=stored.n if stored else rule_versions.next_number(conn, ground.district),
            parent=self._rules.now.standing.hash,
            state=VersionState.DRAFT,
            author=member,
            minute=ground.minute(),
            text=written(edits),
            edits=edits,
            note=draft.note,
        )
        sealed = self._envelopes.seal_version(version)
        if stored is None:
            if rule_versions.in_state(conn, ground.district, VersionState.DRAFT) is not None:
                raise moved()
            rule_versions.add(conn, ground.district, sealed)
        elif not rule_versions.replace(conn, ground.district, sealed, was=stored):
            raise moved()


def draft_mark(draft: Draft, standing: Standing) -> str:
    """Names what a reader of the draft has seen: its row, and what it stands on."""
    return (draft.stored.hash if draft.stored else b"").hex() + standing.head.hex()
