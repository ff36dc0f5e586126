"""Each route that shows a page is on one of the lists that axe-core is led through, or says here why it is not."""

import re
from urllib.parse import urlsplit

from bench.audit.every_page import pattern_of, routes
from tests.browser.staff.test_pages_are_for_everybody import DOORS
from tests.browser.staff.test_pages_in_a_browser import PAGES
from tests.browser.web.test_pages_are_for_everybody import ADDRESSES

# Files, and answers to machines.
FILES = re.compile(r"/hsds(/.*)?|.*[./](csv|pdf|json|ics|svg|js)")
NO_PAGE = {
    "/healthz": "for machines",
    "/readyz": "for machines",
    "/static/<path:filename>": "styles and scripts",
    "/kept": "shown after a lock took a form that has no page; the words are in tests/integration/staff/test_locking.py",
    "/sign-in/code": "asked in the walk before there is a session",
    "/locked": "asked in the walk before there is a session",
    "/language/<wish>": "sends on",
    "/inbox/rows": "a part of the inbox, asked there",
    "/inbox/next": "sends on",
    "/inbox/changes": "for the page's script",
    "/threads/<reference>/alike": "a part of a thread, asked there",
    "/threads/<reference>/files/<file>/content": "a file",
    "/campaigns/type/<path:filename>": "letters",
    "/api/v1/directory": "for machines",
    "/api/v1/figures": "for machines",
    "/referrals/further": "a part of that page",
    "/referrals/line": "a part of that page",
    "/simulator/phones": "a part of the simulator, asked there",
}


def test_every_page_is_asked_or_says_why_not() -> None:
    asked = [urlsplit(one).path for one in (*PAGES, *DOORS, *ADDRESSES.values())]
    pages = [route for route in routes() if not FILES.fullmatch(route)]
    unasked = {route for route in pages if not any(pattern_of(route).fullmatch(one) for one in asked)}
    assert unasked - set(NO_PAGE) == set(), (
        "put its address into PAGES of tests/browser/staff/test_pages_in_a_browser.py"
    )
    assert set(NO_PAGE) - set(routes()) == set(), "these are no routes any more"
