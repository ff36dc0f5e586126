"""A column says what it is: sealed, keyed, or public with a reason. A law test refuses any other.

`Column.info` carries `class` ("sealed" | "keyed" | "public") and, for public ones, `reason`.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Integer, LargeBinary, String, Text
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

Id = LargeBinary(16)
Hash = LargeBinary(32)
XWingKey = LargeBinary(1216)
Minute = Integer  # unix // 60: fits 32 bits until the year 6053
Second = BigInteger
Flag = Boolean(create_constraint=False)

NAME_LENGTH = 120
WORD_LENGTH = 32


def public(reason: str, kind: TypeEngine[Any] | type[TypeEngine[Any]], **options: Any) -> MappedColumn[Any]:
    """A column in clear. The reason stands in docs/data.md, beside what a thief learns from it."""
    return mapped_column(kind, info={"class": "public", "reason": reason}, **options)


def sealed(**options: Any) -> MappedColumn[Any]:
    """Ciphertext of `reporting.vault`: of no use without a key that is not in this database."""
    return mapped_column(LargeBinary, info={"class": "sealed"}, **options)


def keyed(length: int = 16, **options: Any) -> MappedColumn[Any]:
    """A keyed hash, `length` bytes: equal inputs meet, and without the key nothing can be guessed."""
    return mapped_column(LargeBinary(length), info={"class": "keyed"}, **options)


def district_key() -> MappedColumn[Any]:
    """First in every key, so that a state can be partitioned by district."""
    return public("random; which district a row belongs to", Id, primary_key=True)


def word(reason: str, **options: Any) -> MappedColumn[Any]:
    """A short word from a fixed list; pair it with `one_of`."""
    return public(reason, String(WORD_LENGTH), **options)


def named(reason: str, **options: Any) -> MappedColumn[Any]:
    """A name that staff typed for a thing of the district: never of a student."""
    return public(reason, String(NAME_LENGTH), **options)


def written(reason: str, **options: Any) -> MappedColumn[Any]:
    return public(reason, Text, **options)


def one_of(column: str, values: object) -> CheckConstraint:
    """CHECK that a short word comes from its list. `values`: strings, or an enum of strings."""
    listed = ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]  # any iterable of StrEnum
    return CheckConstraint(f"{column} IN ({listed})", name=column)
