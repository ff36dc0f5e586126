"""What the tables of notify may hold in the clear, and how they are keyed."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import Column, LargeBinary, Table

import notify
from migrations.models import METADATAS

metadata = next(one for one in METADATAS if "notify_page" in one.tables)

TABLES = list(metadata.tables.values())
COLUMNS = [(table, column) for table in TABLES for column in table.columns]
PACKAGE = Path(notify.__file__).parent


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_key_begins_with_the_district_and_no_table_points_elsewhere(table: Table) -> None:
    assert next(iter(table.primary_key.columns)).name == "district"
    assert not table.foreign_keys
    assert table.name.startswith("notify_")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda each: each.name)
def test_every_column_says_what_it_is_and_why_it_may_be(table: Table, column: Column[object]) -> None:
    assert column.info.get("class") in {"public", "keyed", "sealed"}
    assert column.info.get("reason")
    if column.info["class"] != "public":
        assert isinstance(column.type, LargeBinary)


def test_recipients_bodies_and_addresses_are_sealed() -> None:
    sealed = {f"{table.name}.{column.name}" for table, column in COLUMNS if column.info["class"] == "sealed"}
    assert sealed == {
        "notify_contact.phone_sealed",
        "notify_contact.email_sealed",
        "notify_push_device.subscription",
        "notify_rota_source.address",
        "notify_outbox.recipient",
        "notify_outbox.body",
    }


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_notify_imports_nothing_of_the_other_rooms_and_two_files_alone_know_twilio() -> None:
    for path in PACKAGE.rglob("*.py"):
        tops = {name.partition(".")[0] for name in imports(path)}
        assert not tops & {"reporting", "triage", "flask", "cryptography"}, path
        if path.name not in {"twilio.py", "twilio_account.py"}:
            assert "twilio" not in tops, path
        if path.name not in {"twilio.py", "twilio_account.py", "twilio_media.py", "web_push.py"}:
            assert "requests" not in tops, path


def test_roster_and_escalation_are_pure() -> None:
    for name in ("roster.py", "escalation.py", "wording.py", "keywords.py", "statuses.py", "voice.py"):
        assert not any("sqlalchemy" in each for each in imports(PACKAGE / name)), name
