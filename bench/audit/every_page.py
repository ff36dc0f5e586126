"""Every page that a person can come to in the demo, found as a person finds it: by following links.

`EXEMPT` names the addresses that no picture shows, each with its reason; a law test holds the two together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from bench.audit.demo import ROOT, Demo, signed_in

_API = ROOT / "docs" / "api.md"
_ROW = re.compile(r"^\| `GET ([^`]+)` \|", re.MULTILINE)
WIDE = (1280, 900)

EXEMPT = {
    "/healthz": "for machines",
    "/readyz": "for machines",
    "/hsds": "for machines",
    "/hsds/openapi.json": "for machines",
    "/hsds/services": "for machines",
    "/hsds/services/<id_>": "for machines",
    "/hsds/organizations": "for machines",
    "/hsds/organizations/<id_>": "for machines",
    "/api/v1/openapi.json": "for machines",
    "/api/v1/figures": "for machines",
    "/api/v1/directory": "for machines",
    "/threads/<reference>/referral/<offer>/fhir": "one button, of a referral that was sent",
    "/trainings/trainings.ics": "for calendar programs",
    "/trainings/feed/<token>.ics": "for calendar programs",
    "/partners/entry/<token>/shared": "from an organization's own link",
    "/partners/entry/<token>/shared/trainings.ics": "for calendar programs",
    "/partners/entry/<token>/shared/<code>/<sheet>.pdf": "a PDF",
    "/static/<path:filename>": "styles and scripts",
    "/language/<wish>": "sends back to the page it was asked from",
    "/sign-in/code": "one field, after the password of somebody with two-step sign-in",
    "/locked": "one field, over a locked session",
    "/kept": "gives back words of a locked session",
    "/inbox/rows": "a part of the inbox",
    "/inbox/next": "sends on to a thread",
    "/inbox/changes": "for the page's script",
    "/threads/<reference>/alike": "a part of a thread",
    "/threads/<reference>/files/<file>": "the demo's students send no files",
    "/threads/<reference>/files/<file>/content": "a file",
    "/campaigns/<code>/sheets/<sheet>/pdf": "a PDF; its preview is shown",
    "/campaigns/type/<path:filename>": "letters",
    "/rules/sample/<value>": "the demo draws no sample",
    "/rules/versions/<version>": "nothing was changed yet in the demo",
    "/rules/draft": "nothing is drafted in the demo",
    "/calendar/<token>.ics": "for calendar programs",
    "/on-call/drills/<reference>": "no drill is on in the demo",
    "/partner/<token>": "a field for the PIN that goes with a link",
    "/partners/join/<token>": "from a mail to an organization; the demo sends none",
    "/ack/<token>": "one button, from a mail; the demo sends none",
    "/account/codes.svg": "the picture of another page",
    "/push-worker.js": "a script",
    "/join/<token>": "from an invited person's own link",
    "/set-up/<token>": "only before there is a district",
    "/set-up/<token>/<step>": "only before there is a district",
    "/getting-ready": "only until the line is open",
    "/adult": "the form of the first page, in words for an adult",
    "/help/pack/<int:number>": "a sheet to print; the page of help links each",
    "/simulator/phones": "a part of the simulator",
    "/simulator/messages.json": "for machines",
    "/simulator/behaviour.json": "for machines",
    "/insights/figures.pdf": "a PDF; the page shows the same",
    "/insights/pack.pdf": "a PDF; the page shows the same",
    "/insights/pack.csv": "for machines; the page shows the same",
    "/insights/pack": "the demo's first month is not decided yet",
    "/insights/annual/<state>": "the demo's first month is not decided yet",
    "/insights/annual/<state>/pdf": "a PDF; the page shows the same",
    "/insights/annual/<state>/csv": "for machines; the page shows the same",
    "/pilots": "the demo plans no pilot",
    "/pilots/<value>": "the demo plans no pilot",
    "/pilots/<value>/change": "the demo plans no pilot",
    "/pilots/<value>/result.pdf": "a PDF; the page shows the same",
    "/pilots/<value>/result.csv": "for machines; the page shows the same",
    "/insights/outcomes": "the demo has no system of its own to bring sums from",
    "/directory/directory.csv": "a table for spreadsheets",
    "/directory/directory.hsds.json": "for machines",
    "/go/<token>": "one button, from a text",
    "/insights/figures.csv": "a table for spreadsheets",
    "/insights/statement": "nothing is published in the demo",
    "/partners/entry/<token>": "from a mail to an organization; the demo sends none",
    "/referrals/further": "a part of the referrals that stand still",
    "/referrals/line": "a line of the inbox",
}
# Found by no link of a first visit.
BY_HAND = (
    "/on-call/pages",
    "/break-glass",
    "/directory/corrections",
    "/directory/import",
    "/insights/grades",
    "/people/waiting",
    "/account/passkeys",
    "/step-up",
    "/rules/draft/words",
    "/rules/draft/rule",
    "/rules/sample",
    "/rules/figures",
)
WHO = ("Carla", "Farid")
# What links on to pages that only some may open.
OTHERS_SEE_MORE = {"/inbox", "/places", "/on-call", "/people", "/more", "/on-call/teams/<team>"}


@dataclass(frozen=True)
class Found:
    """`who` may look at it; `address` is its path in this demo."""

    route: str
    who: str
    address: str


def routes() -> tuple[str, ...]:
    """Of both sites, as docs/api.md lists them."""
    return tuple(_ROW.findall(_API.read_text(encoding="utf-8")))


def staff_pages(browser: Browser, demo: Demo) -> Iterator[Found]:
    """One address for each route of the staff site that shows a page."""
    known = {route: pattern_of(route) for route in routes()}
    shown: set[str] = set()
    for name in WHO:
        page = signed_in(browser, demo, demo.person(name), WIDE)
        page.set_default_timeout(60_000)
        queue, seen = ["/inbox", *BY_HAND], set[str]()
        while queue:
            address = queue.pop(0)
            route = _route_of(urlsplit(address).path, known)
            if (
                route is None
                or route in EXEMPT
                or route in seen
                or (route in shown and route not in OTHERS_SEE_MORE)
            ):
                continue
            answer = page.goto(demo.staff + address)
            if answer is None or answer.status != 200 or urlsplit(page.url).path != urlsplit(address).path:
                continue
            seen.add(route)
            if route not in shown:
                shown.add(route)
                yield Found(route, name, address)
            queue += _links(page, demo.staff)
            if route == "/threads/<reference>":
                # Linked only where nothing points to home; elsewhere it says what does.
                queue.append(f"{address}/guardian")
        page.context.close()


def _links(page: Page, base: str) -> list[str]:
    found = page.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.href)")
    return [one.removeprefix(base) for one in found if one.startswith(base + "/")]


def _route_of(path: str, known: dict[str, re.Pattern[str]]) -> str | None:
    """/directory/corrections is no organization: of routes that fit, the one with the fewest parts that vary."""
    fits = [one for one, pattern in known.items() if pattern.fullmatch(path)]
    return min(fits, key=lambda one: one.count("<"), default=None)


def pattern_of(route: str) -> re.Pattern[str]:
    parts = re.split(r"<[^>]+>", route)
    return re.compile("[^/]+".join(re.escape(part) for part in parts))
