"""The law of the tables: nothing a person wrote is in clear, and each clear column says why it may be."""

import pytest
from sqlalchemy import JSON, LargeBinary, String, Table

from migrations.models import METADATAS
from reporting.store.tables.base import Base

TABLES = sorted((t for metadata in METADATAS for t in metadata.tables.values()), key=lambda t: t.name)
# Words of columns that only sealed ones may bear. `tally.category` is a count over a month, of no one tip; so is that of referrals.
NEVER_IN_CLEAR = (
    "body",
    "text",
    "note",
    "phone",
    "number",
    "email",
    "address",
    "category",
    "reason",
    "words",
    "summary",
)
ALLOWED = {
    "tally.category",
    "referral_tally.category",
    "thread.summary_seq",
    # The directory of help is printed for everybody: published mailboxes and numbers of organisations.
    "help_organization.email",
    "help_service.email",
    "help_contact.email",
    "help_phone.number",
}
# Large rows, which would spill over in a table without rowid: they get random ones instead.
PLACED_AT_RANDOM = {"thread", "message", "thread_wrap", "chunk"}


EACH_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@EACH_TABLE
def test_a_column_is_sealed_keyed_or_public_with_a_reason(table: Table) -> None:
    for column in table.columns:
        kind = column.info.get("class")
        assert kind in {"sealed", "keyed", "public"}, f"declare {column} by a maker of tables/columns.py"
        if kind == "public":
            assert len(column.info.get("reason", "")) >= 5, f"say why {column} may be in clear"
        else:
            assert isinstance(column.type, LargeBinary), f"{column} is {kind}, so it holds bytes"


@EACH_TABLE
def test_a_column_that_sounds_like_a_persons_words_or_number_is_not_in_clear(table: Table) -> None:
    for column in table.columns:
        if column.info.get("class") == "public" and str(column) not in ALLOWED:
            assert not any(word in column.name.split("_") for word in NEVER_IN_CLEAR), column


@EACH_TABLE
def test_a_text_column_is_public_with_a_reason_and_short_or_said_to_be_long(table: Table) -> None:
    """Text is what people write. It has a length, unless its reason says what JSON it is."""
    for column in table.columns:
        if isinstance(column.type, String | JSON):
            assert column.info.get("class") == "public"
        if isinstance(column.type, String) and column.type.length is None:
            assert "JSON" in column.info["reason"]


@EACH_TABLE
def test_the_district_comes_first_in_the_key(table: Table) -> None:
    assert next(iter(table.primary_key.columns)).name == "district"
    for foreign in table.foreign_key_constraints:
        assert foreign.column_keys[0] == "district"


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_no_row_number_tells_the_order_of_tips(table: str) -> None:
    without = Base.metadata.tables[table].dialect_options["sqlite"]["with_rowid"] is False
    assert without != (table in PLACED_AT_RANDOM)


def test_paging_refers_to_no_table_of_reporting() -> None:
    """Two rooms in one database: either could move out."""
    for table in METADATAS[1].tables.values():
        assert {foreign.referred_table.metadata for foreign in table.foreign_key_constraints} <= {
            METADATAS[1]
        }
