"""A browser without scripts, over plain HTTP: it follows redirects, keeps cookies and sends the hidden fields of a form."""

import html
import re
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from http.cookiejar import CookieJar
from urllib.parse import urlencode

PATIENCE_S = 60
_TAG = re.compile(r"<[^>]+>")
_HIDDEN = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>")
_ARTICLE = re.compile(r'<article[^>]*data-from="(\w+)"[^>]*>(.*?)</article>', re.DOTALL)

Fields = Mapping[str, str | Sequence[str]]


class Visitor:
    """`text` is the last page, `status` its status. Paths are of `base`."""

    def __init__(self, base: str, **headers: str) -> None:
        self.base = base
        self.jar = CookieJar()
        self.status, self.text, self.url = 0, "", ""
        self._headers = {name.replace("_", "-"): value for name, value in headers.items()}
        # No proxy of the environment: everything here is on loopback.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )

    def get(self, path: str) -> "Visitor":
        return self._ask(path, None, {})

    def post(self, path: str, fields: Fields | None = None) -> "Visitor":
        """The hidden fields of the page that is open go along."""
        body = urlencode({**self.hidden(), **(fields or {})}, doseq=True).encode()
        return self.send(path, body, "application/x-www-form-urlencoded")

    def send(self, path: str, body: bytes, kind: str) -> "Visitor":
        """A body as it is. Raises OSError when nobody answers."""
        same = {"Origin": self.base, "Sec-Fetch-Site": "same-origin", "Content-Type": kind}
        return self._ask(path, body, same)

    def _ask(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> "Visitor":
        address = path if path.startswith("http") else self.base + path
        request = urllib.request.Request(address, body, {**self._headers, **headers})
        try:
            answer = self._opener.open(request, timeout=PATIENCE_S)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            self.status, self.url = answer.status, answer.url
            self.text = answer.read().decode("utf-8")
        return self

    def hidden(self) -> dict[str, str]:
        """Of the forms on the page; where two carry the same name, the first."""
        found: dict[str, str] = {}
        for tag in _HIDDEN.findall(self.text):
            name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
            if name:
                found.setdefault(name[1], html.unescape(value[1]) if value else "")
        return found

    def by_id(self, name: str) -> str | None:
        found = re.search(rf'id="{re.escape(name)}"[^>]*>(.*?)</', self.text, re.DOTALL)
        return plain(found[1]) if found else None

    @property
    def plain(self) -> str:
        return plain(self.text)

    def messages(self) -> list[tuple[str, str]]:
        """The articles of a thread's page: who wrote it, and what it says."""
        return [(author, plain(inside)) for author, inside in _ARTICLE.findall(self.text)]

    def rows(self) -> dict[str, str]:
        """The inbox: severity by reference, in its order."""
        return dict(re.findall(r'data-thread="([^"]+)" data-severity="([^"]+)"', self.text))


def plain(markup: str) -> str:
    """What a person reads of it."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())
