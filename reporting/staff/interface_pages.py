"""What other systems may read, and the keys that they read it with."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.model.hook import HookEvent
from reporting.people.export_tokens import Scope
from reporting.staff import interface_wording
from reporting.staff.gate import here
from reporting.staff.interface_view import InterfaceDesk
from reporting.staff.password_here import PasswordHere
from reporting.staff.refusal_pages import status_of
from reporting.staff.typed import typed, typed_list

_PASSWORD = frozenset({"needed", "wrong", "locked"})
_TOKEN = _PASSWORD | {"token_name", "token_scope", "tokens_many"}
_HOOK = _PASSWORD | {"hook_address", "hook_inside", "hook_events", "hooks_many"}


class InterfacePages:
    def __init__(self, desk: InterfaceDesk, password: PasswordHere) -> None:
        self._desk = desk
        self._password = password

    def page(self) -> ResponseReturnValue:
        done = request.args.get("done")
        return self._page(done=done if done in interface_wording.DONE else None)

    def make_token(self) -> ResponseReturnValue:
        """Shown in this answer and nowhere else."""
        ticked = set(typed_list("scope"))
        made: list[str] = []
        answer = self._password.around(
            lambda: made.append(
                self._desk.make_token(here(), typed("name"), [one for one in Scope if one.value in ticked])
            ),
            url_for("interface.page"),
            _TOKEN,
            lambda code: (self._page(code=code, given=(typed("name"), ticked)), status_of(code)),
        )
        return self._page(secret=made[0]) if made else answer

    def make_hook(self) -> ResponseReturnValue:
        """The secret is shown in this answer and nowhere else."""
        ticked = set(typed_list("event"))
        made: list[str] = []
        answer = self._password.around(
            lambda: made.append(
                self._desk.make_hook(
                    here(), typed("target"), [one for one in HookEvent if one.value in ticked]
                )
            ),
            url_for("interface.page"),
            _HOOK,
            lambda code: (self._page(hook_code=code, hook=(typed("target"), ticked)), status_of(code)),
        )
        return self._page(hook_secret=made[0]) if made else answer

    def end_hook(self, value: str) -> ResponseReturnValue:
        self._desk.end_hook(here(), value)
        return redirect(url_for("interface.page", done="hook_ended"), 303)

    def ping_hook(self, value: str) -> ResponseReturnValue:
        self._desk.ping_hook(here(), value)
        return redirect(url_for("interface.page", done="hook_pinged"), 303)

    def end_token(self, value: str) -> ResponseReturnValue:
        self._desk.end_token(here(), value)
        return redirect(url_for("interface.page", done="token_ended"), 303)

    def _page(
        self,
        *,
        done: str | None = None,
        code: str | None = None,
        secret: str | None = None,
        given: tuple[str, set[str]] = ("", set()),
        hook_code: str | None = None,
        hook_secret: str | None = None,
        hook: tuple[str, set[str]] = ("", set()),
    ) -> str:
        return render_template(
            "interfaces.html",
            tokens=self._desk.tokens(here()),
            addresses=self._desk.addresses,
            scopes=list(Scope),
            interface_wording=interface_wording,
            ask_password=self._password.wanted(),
            done=done,
            code=code,
            secret=secret,
            given=given,
            hooks=self._desk.hooks(here()),
            events=[one for one in HookEvent if one is not HookEvent.PING],
            hook_code=hook_code,
            hook_secret=hook_secret,
            hook=hook,
        )


def interface_pages(desk: InterfaceDesk, password: PasswordHere) -> Blueprint:
    views = InterfacePages(desk, password)
    pages = Blueprint("interface", __name__, url_prefix="/interfaces")
    pages.get("")(views.page)
    pages.post("/tokens")(views.make_token)
    pages.post("/tokens/<value>/end")(views.end_token)
    pages.post("/hooks")(views.make_hook)
    pages.post("/hooks/<value>/end")(views.end_hook)
    pages.post("/hooks/<value>/ping")(views.ping_hook)
    return pages
