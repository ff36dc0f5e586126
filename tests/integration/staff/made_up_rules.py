"""Made-up rules behind the staff site's doors: what the pages show has the true shapes, and each act is only noted."""

from datetime import UTC, datetime
from typing import Any

from reporting.rules.drafting import Looked
from reporting.rules.edits import AddedWords
from reporting.rules.rules_view import Compared, Drafted, Explained, RulesView, TrialFigures, VersionRow
from reporting.rules.writing import WrittenRule
from reporting.staff.doors import Rules

BOOK = "ab" * 32
EDIT = AddedWords("drugs", "en", ("kratzo",))
ROW = VersionRow(
    1, "shadow", "Ana Ruiz", datetime(2026, 11, 24, 14, 30, tzinfo=UTC), "why", BOOK, (EDIT,), readable=True
)


class MadeUpRuleDesk:
    def __init__(self, house: Any) -> None:
        self._house = house

    def wishes(self, session: Any) -> bool:
        return False

    def look_at(self, session: Any, form: Any) -> Looked:
        return Looked(None)

    save = look_at

    def __getattr__(self, act: str) -> Any:
        return lambda *_asked, **_as: self._house.acts.append((f"rules {act}",))


class MadeUpRuleReading:
    def view(self, session: Any) -> RulesView:
        return RulesView(
            rulebook=BOOK,
            trusted=True,
            shipped_rules=63,
            in_force=None,
            in_force_mark="00",
            last=None,
            before=False,
            shadow=ROW,
            shadow_runs=True,
            shadow_rulebook=BOOK,
            figures=TrialFigures(3, (), ROW.since),
            draft=(EDIT,),
            in_force_edits=(),
            draft_mark="00",
            history=(ROW,),
            acts=(),
            shows=False,
            may_edit=True,
            may_approve=True,
            own_proposal=False,
            may_look=False,
        )

    def concepts(self, session: Any, like: str) -> tuple[()]:
        return ()

    def drafted(self, session: Any) -> Drafted:
        return Drafted(None, "why", (EDIT,), ())

    def compared(self, number: int) -> Compared:
        return Compared(ROW, None, ("+ kratzo",), "kratzo")

    def explained(self, rulebook: str, rule: str) -> Explained:
        return Explained(rulebook, rule, "Says it", "harm.yaml", "- id: x", ())

    def contents(self, rulebook: str) -> tuple[tuple[str, tuple[WrittenRule, ...]], ...]:
        return (("harm.yaml", (WrittenRule("x", "Says it", "- id: x"),)),)


def made_up_rules(house: Any) -> Rules:
    return Rules(MadeUpRuleDesk(house), MadeUpRuleReading())
