"""Every door of the students' port is one that docs and scripts may count on, or stands here with its reason."""

from collections.abc import Iterator
from typing import Any, cast

import pytest

from reporting.guard.visitors import visitors
from reporting.model.clock import system_clock
from reporting.sms.webhooks import SmsParts, create_sms_blueprint
from reporting.web.parts import PublicParts
from reporting.web.site import create_public_app
from tests.integration.web.fake_doors import FakeDoors

CONTRACT = {
    ("GET", "/"),
    ("POST", "/"),
    ("GET", "/return"),
    ("POST", "/return"),
    ("POST", "/return/reply"),
    ("POST", "/sms"),
    ("POST", "/sms/status"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
}
OTHERS = {
    ("POST", "/receipt"): "the retype of two words, or Skip, after sending",
    ("POST", "/return/file"): "a file that follows the words",
    ("POST", "/return/rate"): "how it went, after it was closed",
    ("POST", "/return/phrase"): "a phrase of one's own, asked for beside the words from then on",
    ("POST", "/return/hide"): "own words leave the page for good",
    ("POST", "/return/delete"): "the words open nothing any more; destroyed after three days",
    ("POST", "/return/texts"): "a phone for answers by text as well; a code is texted to it",
    ("POST", "/return/texts/end"): "that number is forgotten",
    ("POST", "/return/nudge"): "a phone for a nudge; a code is texted to it",
    ("POST", "/return/nudge/end"): "number and words of the nudge are forgotten",
    ("POST", "/return/code"): "the code that a phone got",
    ("GET", "/go/<token>"): "the page behind a link in a text: the same for every token",
    ("POST", "/go/<token>"): "six words of a thread that goes on from texts, once",
    ("POST", "/questions"): "questions after the message is stored, one at a time",
    ("GET", "/adult"): "the same form for an adult who is worried about a student",
    ("GET", "/adult/<token>"): "a guardian's page to write on; looking spends nothing",
    ("POST", "/adult/<token>"): "the guardian's first message, once",
    ("POST", "/return/adult"): "the question about an adult at home; looking says nothing",
    ("POST", "/return/adult/answer"): "no, yes, or taken back",
    ("GET", "/help/pack/<int:number>"): "a sheet of help to read or print; its number says no topic",
    ("GET", "/help"): "who else helps; nobody needs to write for it",
    ("POST", "/help"): "the same, by need, age, language, cost and school: in no address, and not kept",
    ("POST", "/return/referral"): "what a partner would learn; looking says nothing",
    ("POST", "/return/referral/decide"): "yes field by field, no, or taken back",
    (
        "POST",
        "/return/side",
    ): "what a student and a partner write to each other, by the token of the six words",
    ("POST", "/return/side/say"): "the student's own words there; a person's, so as many as in a thread",
    ("POST", "/partner/<token>/side"): "the partner's words there, by what link and PIN gave",
    ("GET", "/partner/<token>"): "asks for the PIN; looking changes nothing",
    ("POST", "/partner/<token>"): "a partner with link and PIN, which are the right",
    ("GET", "/static/<path:filename>"): "styles and the script; nothing of anyone",
    ("POST", "/partner/<token>/fhir"): "the same partner takes what the page shows as a file",
    ("GET", "/partners"): "the sign-in of people of an organization; looking changes nothing",
    ("POST", "/partners"): "password and code, or the session in the page, which is the right",
    ("GET", "/partners/join/<token>"): "an invitation; looking changes nothing",
    ("POST", "/partners/join/<token>"): "the one-time token in the path is the right",
    ("POST", "/partners/packet"): "a packet of that organization, by the session in the page",
    ("POST", "/partners/packet/side"): "the words beside it, by the same",
    ("POST", "/partners/packet/fhir"): "what the page shows as a file, by the same",
    ("GET", "/hsds"): "the printed directory for machines: which version",
    ("GET", "/hsds/openapi.json"): "its description",
    ("GET", "/hsds/services"): "what /help lists, by page",
    ("GET", "/hsds/services/<id_>"): "one of them",
    ("GET", "/hsds/organizations"): "who gives it, by page",
    ("GET", "/hsds/organizations/<id_>"): "one of them",
    ("POST", "/voice/page"): "what a call says; the carrier's, signed",
    ("POST", "/voice/key"): "the digit of a call; the carrier's, signed",
    ("POST", "/voice/status"): "what became of a call; the carrier's, signed",
}


@pytest.fixture(scope="module")
def app() -> Any:
    doors = FakeDoors()
    limits = visitors(
        limit_key=b"l" * 32, form_key=b"f" * 32, clock=system_clock, tips_per_hour=1, returns_per_hour=1
    )
    app = create_public_app(
        PublicParts(
            doors,
            doors,
            doors,
            doors,
            doors,
            limits,
            system_clock,
            dict,
            lambda: True,
            hosts=frozenset({"localhost"}),
        )
    )
    # Its routes are looked at, and asked only without a signature: no door behind it is ever opened.
    nobody = cast("Any", None)
    app.register_blueprint(
        create_sms_blueprint(SmsParts(nobody, nobody, "http://localhost", lambda: ("token",)))
    )
    return app


def routes(app: Any) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            yield method, rule.rule


def test_the_students_port_has_the_contracts_doors_and_those_with_a_reason(app: Any) -> None:
    assert set(routes(app)) == CONTRACT | set(OTHERS)
    assert all(OTHERS.values())


def test_the_carriers_doors_refuse_whoever_does_not_sign(app: Any) -> None:
    doors = [path for method, path in routes(app) if path.startswith(("/sms", "/voice"))]
    assert len(doors) == 5
    for path in doors:
        answer = app.test_client().post(path, data={"Body": "hello"}, base_url="http://localhost")
        assert answer.status_code == 403, path


def test_no_door_of_the_students_port_sets_a_cookie(app: Any) -> None:
    for method, path in routes(app):
        answer = app.test_client().open(
            path.replace("<path:filename>", "site.css"), method=method, base_url="http://localhost"
        )
        assert "Set-Cookie" not in answer.headers, (method, path)
        answer.close()
