"""An organization's own page, behind a link: looking spends nothing, a press confirms, a form corrects. No account."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from reporting.model.help.words import Capacity
from reporting.referrals.directory.asking import EntryAsking
from reporting.referrals.directory.entry_form import DAYS, Problem
from reporting.staff import help_wording
from reporting.staff.typed import all_typed, typed_list

GONE, EXPIRED, WRONG = 404, 403, 422


class PartnerPages:
    def __init__(self, asking: EntryAsking) -> None:
        self._asking = asking

    def look(self, token: str) -> ResponseReturnValue:
        return self._page(token)

    def confirm(self, token: str) -> ResponseReturnValue:
        if g.get("form_expired"):
            return self._page(token, said="stood", status=EXPIRED)
        rooms = {
            name.removeprefix("room_"): value
            for name, value in all_typed().items()
            if name.startswith("room_")
        }
        return self._page(token, said="confirmed" if self._asking.confirm(token, rooms) else None)

    def correct(self, token: str) -> ResponseReturnValue:
        given = all_typed()
        given |= {name: ";".join(typed_list(name)) for name in given if name.endswith("_days")}
        if g.get("form_expired"):
            return self._page(token, given=given, said="stood", status=EXPIRED)
        problems = self._asking.correct(token, given)
        if problems:
            return self._page(token, given=given, problems=problems, status=WRONG)
        return self._page(token, said="corrected")

    def again(self, token: str) -> ResponseReturnValue:
        """Says the same whether a mail left or not: whoever holds an old link learns nothing from it."""
        if not g.get("form_expired"):
            self._asking.again(token)
        return self._page(token, said="again")

    def _page(
        self,
        token: str,
        said: str | None = None,
        given: dict[str, str] | None = None,
        problems: tuple[Problem, ...] = (),
        status: int = 200,
    ) -> ResponseReturnValue:
        found = self._asking.look(token)
        locale = get_locale()
        names = locale.days["format"]["abbreviated"] if locale else dict(enumerate(DAYS))
        page = render_template(
            "partner_entry.html",
            found=found,
            token=token,
            said=said,
            values={**(found.values if found else {}), **(given or {})},
            problems={one.field: one for one in problems},
            words=help_wording,
            capacities=tuple(Capacity),
            day_names=[(code, names[at]) for at, code in enumerate(DAYS)],
        )
        return page, status if found else GONE


def partner_pages(asking: EntryAsking) -> Blueprint:
    views = PartnerPages(asking)
    pages = Blueprint("partner", __name__, url_prefix="/partners/entry/<token>")
    pages.get("")(views.look)
    pages.post("")(views.confirm)
    pages.post("/correct")(views.correct)
    pages.post("/again")(views.again)
    return pages
