"""What is known about a text beside the text itself."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Context:
    """Facts that the caller hands in. Nothing here is looked up by triage.

    `prior` are earlier texts of the same thread, oldest first: each is read alone and all are read joined.
    `earlier_unavailable` says that earlier texts exist and could not be read (sealed after a restart).
    `places` are the school's own names for places ("D hall"), matched like the concept `$place`.
    """

    channel: str = "web"
    school: str | None = None
    lang: str | None = None
    prior: tuple[str, ...] = field(default=(), repr=False)
    earlier_unavailable: bool = False
    places: tuple[str, ...] = ()
    school_hours: bool | None = None
