"""What a student is told of files that were sent: their kind, and no more."""

from reporting.cases.reporter_view import SentFile
from reporting.files.kinds import CleanType
from reporting.vault.payload import File


def sent_files(listed: tuple[File, ...]) -> tuple[SentFile, ...]:
    """Those of a type that is served; a later version may know more."""
    served = set(CleanType)
    return tuple(SentFile(CleanType(one.type).kind.value, one.size) for one in listed if one.type in served)
