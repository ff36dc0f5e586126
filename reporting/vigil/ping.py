"""One request to an outside monitor while all is well. When it stops coming, somebody outside of this machine knows."""

import http.client
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

PATIENCE_S = 10.0
_WELL = range(200, 300)


class NotHeard(Exception):
    """The monitor did not take it. Without its address, which is a secret."""


@dataclass(frozen=True, slots=True)
class Ping:
    """GET, without a word about the district. No redirect is followed: the address is the one that a person wrote."""

    url: str

    def __repr__(self) -> str:
        return "Ping(<address>)"

    def send(self) -> None:
        """Raises NotHeard."""
        parts = urlsplit(self.url)
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("GET", target, headers={"User-Agent": "quietline"})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise NotHeard(type(error).__name__) from None
        finally:
            connection.close()
        if status not in _WELL:
            raise NotHeard(str(status))

    @staticmethod
    def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        if scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=PATIENCE_S, context=context)
        return http.client.HTTPConnection(host, port, timeout=PATIENCE_S)
