"""The button of an e-mail that pages: whoever was sent it takes the page, without signing in. It opens nothing."""

from notify.pages import Asked, acknowledge_by_link, look_at_link
from reporting.cases.ground import Ground


class AnsweringLinks:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def look(self, token: str) -> Asked | None:
        """Changes nothing. None: nobody was sent such a link, or its page is forgotten."""
        with self._ground.database.read() as conn:
            return look_at_link(conn, district=self._ground.district, token=token)

    def take(self, token: str) -> Asked | None:
        """All that is open in this page's ladder is its reader's. Afterwards as `look`."""
        ground, now = self._ground, self._ground.clock()
        return ground.database.write(
            lambda conn: acknowledge_by_link(conn, district=ground.district, token=token, now=now)
        )
