"""HSDS 3: the specification's own sample comes back without loss, and what we give out is what its schema allows."""

import json
from pathlib import Path
from typing import Any

import pytest

from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.hsds.reading import read_hsds
from reporting.referrals.directory.hsds.schema import faults
from reporting.referrals.directory.hsds.writing import write_hsds
from tests.integration.web.made_up_help import TODAY, made_up_help

SAMPLE = (Path(__file__).parents[2] / "hsds" / "organization_full.json").read_text(encoding="utf-8")


def read(text: str, before: HelpDirectory | None = None) -> HelpDirectory:
    table = read_hsds(text, before or HelpDirectory())
    assert table.wrong == ()
    return HelpDirectory.of(table.organizations, table.locations)


def given_out(directory: HelpDirectory) -> list[Any]:
    contents: list[Any] = json.loads(write_hsds(directory, TODAY))["contents"]
    return contents


def test_the_specifications_sample_comes_back_without_loss() -> None:
    assert given_out(read(SAMPLE)) == [json.loads(SAMPLE)]


def test_the_sample_is_understood_not_only_kept() -> None:
    (entry,) = read(SAMPLE).entries()
    assert (entry.service.min_age, entry.service.max_age) == (12, 100)
    assert entry.languages == ("ur",)
    assert entry.where[0][1].city == "MyCity"
    assert entry.service.costs[0].cents == 3500


def test_the_same_file_twice_changes_nothing() -> None:
    first = read(SAMPLE)
    assert [one.kind for one in read_hsds(SAMPLE, first).changes] == ["same"]


def test_what_we_give_out_is_allowed_by_the_schema_and_comes_back_as_it_was() -> None:
    directory = made_up_help()
    contents = given_out(directory)
    assert [fault for one in contents for fault in faults("organization", one)] == []
    back = read(json.dumps({"contents": contents}), directory)
    assert given_out(back) == contents
    was, now = directory.entries()[0], back.entries()[0]
    assert (now.service.name_es, now.service.facets, now.service.price) == (
        was.service.name_es,
        was.service.facets,
        was.service.price,
    )


def test_a_service_alone_keeps_the_organisation_that_stands_inside_it() -> None:
    whole = json.loads(SAMPLE)
    alone = {**whole["services"][0], "organization": {k: v for k, v in whole.items() if k != "services"}}
    directory = read(json.dumps(alone))
    assert given_out(directory) == [whole]


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda one: one.pop("description"), ""),
        (lambda one: one.update(id="no uuid"), "id"),
        (lambda one: one["services"][0].update(status="open"), "services/0/status"),
        (lambda one: one["services"][0]["phones"][0].pop("number"), "services/0/phones/0"),
        (lambda one: one["services"][0].update(minimum_age="twelve"), "services/0/minimum_age"),
    ],
)
def test_what_the_schema_forbids_is_refused_with_its_place_and_nothing_is_taken(
    spoil: Any, where: str
) -> None:
    good, bad = json.loads(SAMPLE), json.loads(SAMPLE)
    spoil(bad)
    table = read_hsds(json.dumps([good, bad]), HelpDirectory())
    assert [(one.row, one.problem.field) for one in table.wrong] == [(2, where)]
    assert table.organizations == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"),
        ('{"a": "\\u0000"}', "not_json"),
        ("[1]", "not_hsds"),
        ("[]", "empty_file"),
        (SAMPLE.replace("Example Organization Inc.", "x" * 201), "too_long"),
    ],
)
def test_a_file_that_cannot_be_kept_says_why(text: str, code: str) -> None:
    assert [one.problem.code for one in read_hsds(text, HelpDirectory()).wrong] == [code]
