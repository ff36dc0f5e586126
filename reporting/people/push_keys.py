"""The district's key for notifications: made when somebody first allows them, and sealed like a carrier's account."""

from reporting.people.providers import Providers
from reporting.vault.push_key import PushKey, make_push_key


class PushKeys:
    def __init__(self, providers: Providers) -> None:
        self._providers = providers
        self._known: PushKey | None = None

    def private(self) -> str | None:
        """None while nobody has allowed notifications."""
        known = self._kept()
        return known.private if known else None

    def ready(self) -> PushKey:
        """The key, made now where there is none. Of two processes that make one at once, the first one's stays."""
        while (known := self._kept()) is None:
            self._providers.put_push_key_once(make_push_key()._asdict())
        return known

    def _kept(self) -> PushKey | None:
        if self._known is None:
            fields = self._providers.push_key()
            self._known = None if fields is None else PushKey(fields["private"], fields["public"])
        return self._known
