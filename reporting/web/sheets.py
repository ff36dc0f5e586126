"""A sheet of help on one need: what can help, and who does, to read or to print. Nothing of who looks is kept."""

from http import HTTPStatus

from flask import request
from werkzeug.exceptions import NotFound

from reporting.model.clock import day_of
from reporting.model.help.sheets import PATH, Sheet, sheet
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.searching import Found, Wish, find
from reporting.web.helping import card_of
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.sheet_words import sheet_words
from reporting.web.voice import Voice

MOST = 8  # services on a sheet: two pages of paper


class Sheets:
    def __init__(self, parts: PublicParts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages

    def help_pack(self, number: int) -> Answer:
        found = sheet(number)
        if found is None:
            raise NotFound
        voice, facts = self._pages.voice(), self._pages.facts_if_known()
        today = day_of(self._parts.clock())
        page = self._pages.page(
            "sheet.html",
            facts,
            path=f"{PATH}{number}",
            sheet_address=f"{request.host}{PATH}{number}",
            words=sheet_words(voice, number),
            cards=[
                card_of(voice, one, facts, today) for one in helping(self._parts.directory(), found, voice)
            ],
        )
        return page, HTTPStatus.OK


def helping(directory: HelpDirectory, found: Sheet, voice: Voice) -> list[Found]:
    """Who helps with any of its needs, each once; who speaks the page's language comes first."""
    every = {
        entry.entry.service.id: entry for need in found.needs for entry in find(directory, Wish(need=need))
    }
    return sorted(every.values(), key=lambda one: voice.code not in one.entry.languages)[:MOST]
