"""A table of the directory: read whole or not at all, with each wrong row and why; the same file twice changes nothing."""

import csv
import io

import pytest

from reporting.model.help.words import Capacity, FacetKind
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.table import COLUMNS, read_table, write_table
from tests.integration.web.made_up_help import OAK_SCHOOL, made_up_help

SCHOOLS = {"oak hill high school": OAK_SCHOOL}
NAMES = {OAK_SCHOOL: "Oak Hill High School"}
EMPTY = HelpDirectory()
HEAD = "organization,service,needs,min_age,max_age,languages,phone,school,place_days,place_opens,place_closes,capacity"
GOOD = "Kite Tutors,Homework help,schoolwork,9,18,en;es,(202) 555-0140,Oak Hill High School,MO;WE,15:00,17:30,open"


def merged(before: HelpDirectory, text: str) -> HelpDirectory:
    table = read_table(text, before, SCHOOLS)
    assert table.wrong == ()
    organizations = {one.id: one for one in before.organizations} | {
        one.id: one for one in table.organizations
    }
    return HelpDirectory.of(
        organizations.values(), {**before.locations, **{one.id: one for one in table.locations}}.values()
    )


def test_a_row_becomes_a_service_with_its_days_in_a_school() -> None:
    directory = merged(EMPTY, f"{HEAD}\n{GOOD}\n")
    (entry,) = directory.entries()
    (where,) = entry.where
    assert (entry.organization.name, entry.service.name) == ("Kite Tutors", "Homework help")
    assert entry.service.codes(FacetKind.NEED) == ("schoolwork",)
    assert entry.languages == ("en", "es")
    assert entry.service.capacity is Capacity.OPEN
    assert where[1].school == OAK_SCHOOL
    assert [(one.days, one.opens, one.closes) for one in where[0].schedules] == [("MO,WE", "15:00", "17:30")]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (GOOD.replace("schoolwork", "homework"), ("needs", "unknown_word")),
        (GOOD.replace(",9,", ",nine,"), ("min_age", "not_age")),
        (GOOD.replace(",9,", ",19,"), ("max_age", "ages_crossed")),
        (GOOD.replace("en;es", "English"), ("languages", "not_language")),
        (GOOD.replace("(202) 555-0140", "call us"), ("phone", "not_number")),
        (GOOD.replace("Oak Hill", "Elm"), ("school", "unknown_school")),
        (GOOD.replace("MO;WE", "MO;XX"), ("place_days", "not_day")),
        (GOOD.replace("15:00", "3 pm"), ("place_opens", "not_time")),
        (GOOD.replace("17:30", ""), ("place_closes", "half_hours")),
        (GOOD.replace(",open", ",plenty"), ("capacity", "unknown_word")),
        (GOOD.replace("Homework help", ""), ("service", "missing")),
        (GOOD.replace("Kite Tutors", ""), ("organization", "missing")),
        (GOOD.replace("Kite Tutors", "K" * 201), ("organization", "too_long")),
        (f"{GOOD},more", ("", "cells")),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_nothing_of_the_file_is_taken(
    row: str, wrong: tuple[str, str]
) -> None:
    table = read_table(f"{HEAD}\n{GOOD.replace('Kite', 'Fox')}\n\n{row}\n", EMPTY, SCHOOLS)
    assert (4, *wrong) in [(one.row, one.problem.field, one.problem.code) for one in table.wrong]
    assert table.organizations == ()
    assert table.changes == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_file"),
        ("organization\nKite", "no_column"),
        ("organization,service,wifi\nKite,Homework,yes", "unknown_column"),
        ("organization,service,service\nKite,Homework,x", "column_twice"),
        ('organization,service\n"Kite,Homework', "not_csv"),
        ("organization,service\n" + "Kite,Homework\n" * 3001, "too_many_rows"),
        ("organization,service\nKite,Homework\nKite,Homework", "row_twice"),
    ],
)
def test_a_file_that_is_no_such_table_says_why(text: str, code: str) -> None:
    assert code in [one.problem.code for one in read_table(text, EMPTY, SCHOOLS).wrong]


def test_what_was_given_out_comes_back_the_same_and_changes_nothing() -> None:
    directory = made_up_help()
    entries = [
        one for one in directory.entries() if one.service.name != "Groups"
    ]  # its address is no web page
    table = read_table(write_table(entries, NAMES), directory, SCHOOLS)
    assert table.wrong == ()
    assert [one.kind for one in table.changes] == ["same", "same"]


def test_a_file_taken_twice_changes_nothing_the_second_time() -> None:
    directory = merged(EMPTY, f"{HEAD}\n{GOOD}\n")
    assert [one.kind for one in read_table(f"{HEAD}\n{GOOD}\n", directory, SCHOOLS).changes] == ["same"]
    changed = read_table(f"{HEAD}\n{GOOD.replace(',open', ',full')}\n", directory, SCHOOLS)
    assert [one.kind for one in changed.changes] == ["changed"]


def test_columns_that_a_file_does_not_have_stay_as_they_are() -> None:
    before = made_up_help()
    after = merged(before, "organization,service,capacity\nOak Clinic,Counseling,full\n")
    clinic = next(entry for entry in after.entries() if entry.service.name == "Counseling")
    assert clinic.service.capacity is Capacity.FULL
    assert clinic.service.about_es == "Habla con alguien."
    assert len(clinic.where) == 1


def test_a_spreadsheet_that_writes_semicolons_is_read_too() -> None:
    text = "\ufefforganization;service;phone\nKite Tutors;Homework help;(202) 555-0140\n"
    (entry,) = merged(EMPTY, text).entries()
    assert entry.service.phones[0].number == "(202) 555-0140"


def test_no_cell_begins_a_formula_in_a_spreadsheet() -> None:
    before = merged(EMPTY, 'organization,service,phone\n"=HYPERLINK(""x"")",@Help,+12025550140\n')
    text = write_table(before.entries(), {})
    cells = dict(zip(COLUMNS, list(csv.reader(io.StringIO(text)))[1], strict=True))
    assert cells["organization"].startswith("'=")
    assert cells["service"] == "'@Help"
    assert cells["phone"] == "'+12025550140"
    assert [one.kind for one in read_table(text, before, SCHOOLS).changes] == ["same"]
