"""Both languages are whole: a sentence that is only English in a Spanish page is a sentence that is not read."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import gettext

import reporting.staff
from reporting.staff.rule_wording import TITLES
from triage import load_packs

HERE = Path(reporting.staff.__file__).parent
FOLDER = HERE / "translations" / "es" / "LC_MESSAGES"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="es")


def gaps(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s|\{\w+\}", text))


def test_every_sentence_of_the_staff_site_has_its_spanish(spanish: Catalog) -> None:
    options = {"templates/**.html": {"trimmed": "true"}}
    found = extract_from_dir(str(HERE), METHODS, options, keywords=KEYWORDS)
    sentences = {message for _, _, message, _, _ in found if message}
    known = {message.id for message in spanish if message.id}
    assert sentences - known == set(), "add these to the catalog"
    assert known - sentences == set(), "these are said nowhere any more"
    assert [message.id for message in spanish if message.id and not message.string] == []


def test_every_shipped_rule_says_in_both_languages_what_it_found() -> None:
    assert {rule.title for rule in load_packs(run_examples=False).rules} == TITLES


def test_each_translation_has_the_same_gaps(spanish: Catalog) -> None:
    for message in spanish:
        if isinstance(message.id, tuple):
            assert gaps(message.id[1]) == gaps(message.string[1]), message.id
        elif message.id:
            assert gaps(message.id) == gaps(str(message.string)), message.id


def test_the_compiled_catalog_is_the_written_one(spanish: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, spanish)
    assert compiled.getvalue() == (FOLDER / "messages.mo").read_bytes(), "compile it anew with pybabel"


def test_adults_are_addressed_as_usted(spanish: Catalog) -> None:
    familiar = re.compile(r"\b(tú|tus|tienes|puedes|debes|eres|contigo)\b", re.IGNORECASE)
    # These speak to the student, in their own words' form.
    to_students = {
        "We looked into this. To protect people we can't tell you everything. Still worried? Write here.",
        "Thank you for writing. You can text here again at any time.",
    }
    found = [
        message.string
        for message in spanish
        if message.id not in to_students and familiar.search(str(message.string))
    ]
    assert found == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_sentence_of_a_page_is_what_the_library_says_and_its_parts_are_escaped(
    app: Flask, lang: str
) -> None:
    said = app.jinja_env.from_string(
        "{{ _('Choose %(reference)s', reference='<b>') }}|{{ _('Inbox') }}|{{ _('100%% of it') }}"
    )
    for _ in range(2):  # found, and remembered
        with app.test_request_context(f"/inbox?lang={lang}"):
            chosen, inbox, percent = said.render().split("|")
            assert chosen == gettext("Choose %(reference)s", reference="&lt;b&gt;")
            assert inbox == gettext("Inbox")
            assert percent == "100% of it"
