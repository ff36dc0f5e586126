"""Referrals that stand still, as a counselor reads them: why, what next and why that, and who else has room."""

from typing import Any


def test_each_says_why_it_stands_there_the_next_step_with_its_reason_and_who_else_has_room(ana: Any) -> None:
    page = ana.get("/referrals").text
    lost, declined = page.split('data-stalled="')[1:]
    assert "Five wrong PINs: the link was deleted" in lost
    assert "Make a new link and tell them the new PIN by telephone" in lost
    assert "/threads/7KQ2BC/referral" in lost
    assert "Declined: no room" in declined
    assert "Propose somebody else who has room" in declined
    assert "The student said yes to help, not to this partner alone." in declined
    for said in ("Bay Clinic", "confirmed 12 days ago", "✓ The way there", "no answer to:"):
        assert said in declined
    assert f"after={'cc' * 16}" in declined
    assert f"service={'43' * 16}" in declined


def test_the_inbox_has_a_line_that_says_so_and_asks_by_itself(ana: Any) -> None:
    assert 'data-hx-get="/referrals/line"' in ana.get("/inbox").text
    line = ana.get("/referrals/line").text
    assert "deleted by five wrong PINs" in line
    assert "2 referrals stand still." in line
    assert "delay:120s" in line
