"""Which languages a person answers in, and which ones a team has to cover at every hour. Kept in the database."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, delete, insert, select

from notify import rota_tables as kept

_SPOKEN = select(kept.SpokenLanguage.person, kept.SpokenLanguage.language).where(
    kept.SpokenLanguage.district == bindparam("district")
)
_WANTED = select(kept.WantedLanguage.language).where(
    kept.WantedLanguage.district == bindparam("district"), kept.WantedLanguage.team == bindparam("team")
)


def save_spoken(conn: Connection, *, district: bytes, person: bytes, languages: Collection[str]) -> None:
    """None: what they are paged in counts."""
    table = kept.SpokenLanguage
    conn.execute(delete(table).where(table.district == district, table.person == person))
    for language in sorted(set(languages)):
        conn.execute(insert(table).values(district=district, person=person, language=language))


def spoken(conn: Connection, *, district: bytes) -> Mapping[bytes, frozenset[str]]:
    """By person; of those who said nothing, none."""
    found: dict[bytes, set[str]] = {}
    for person, language in conn.execute(_SPOKEN, {"district": district}):
        found.setdefault(person, set()).add(language)
    return {person: frozenset(languages) for person, languages in found.items()}


def save_wanted(conn: Connection, *, district: bytes, team: bytes, languages: Collection[str]) -> None:
    table = kept.WantedLanguage
    conn.execute(delete(table).where(table.district == district, table.team == team))
    for language in sorted(set(languages)):
        conn.execute(insert(table).values(district=district, team=team, language=language))


def wanted(conn: Connection, *, district: bytes, team: bytes) -> frozenset[str]:
    """In which languages somebody on call has to answer at every hour."""
    return frozenset(conn.execute(_WANTED, {"district": district, "team": team}).scalars())
