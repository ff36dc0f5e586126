"""Numbers, codes, links and the words of a nudge: in no file of the home and in no line of a log, whatever was done."""

import re
import secrets
from pathlib import Path
from typing import Any

import pytest

from reporting.cases.nudge_form import NudgeForm
from reporting.cases.nudge_words import NudgeWordsRefused
from reporting.people.providers import Hotline
from tests.faults.residue import in_bytes, in_folders

SAM, NUDGES = "+12025550161", "+12025550198"
WORDS, REFUSED = "Zwiebelkuchen um vier", "Zwetschgen for the counselor"
NEEDLES = ("2025550161", "zwiebelkuchen", "zwetschgen")


def test_nothing_of_a_phone_lies_on_the_disk_or_in_a_log(
    model_house: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture, at: Any
) -> None:
    caplog.set_level("DEBUG")
    spoken = list(NEEDLES)
    with model_house.opened(tmp_path / "house", Hotline("+12025550100", "+12025550199", NUDGES)) as house:
        house.unlock("north")
        assert house.keep_watch()
        phones = house.house.given_numbers

        house.text(SAM, "someone keeps stealing my lunch")
        (answer,) = house.text(SAM, "WEB")
        token = re.search(r"/go/(\S{22})", answer)[1]
        receipted = house.house.going_on.go_on(token, secrets.token_bytes(16), "en")
        house.unlock("north")
        spoken += [token.lower(), receipted.words[0] + " " + receipted.words[1]]

        view = house.house.web_return.open(" ".join(receipted.words))
        with pytest.raises(NudgeWordsRefused):
            phones.give_nudge(view.token, NudgeForm(SAM, REFUSED, 0, 0), "en")
        phones.give_nudge(view.token, NudgeForm(SAM, WORDS, 0, 0), "en")
        house.work(1)
        code = re.search(r"\d{6}", house.carrier.texts[-1][1])[0]
        phones.confirm(view.token, secrets.token_bytes(16), "nudge", code)
        by_web = next(one for one in house.threads() if one.channel == "web")
        at(house, "north", by_web.reference).replies("Which day was it?")
        house.clock.advance(minutes=31)
        house.work(1)
        assert house.carrier.texts[-1] == (SAM, WORDS)

        def look() -> None:
            # What a carrier was handed is its own; all else that stays is searched.
            assert in_folders([tmp_path / "house"], spoken) == []
            assert in_bytes(caplog.text.encode(), spoken) == set()
            assert code not in caplog.text

        look()
        (answer,) = house.text(SAM, "FORGET")
        forgetting = re.search(r"\d{6}", answer)[0]
        look()
        house.text(SAM, forgetting)
        look()
        assert forgetting not in caplog.text
        assert in_folders(
            [tmp_path / "house"], [by_web.reference.lower()]
        )  # the search does find what is there
