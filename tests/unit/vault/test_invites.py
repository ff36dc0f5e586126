"""An invitation proves that the keys came from the person who had the link."""

from datetime import UTC, datetime, timedelta

import pytest

from reporting.vault.invites import Invitation, expired
from reporting.vault.notation import Unreadable, label, lp, new_id
from reporting.vault.xwing import PrivateKey

DISTRICT = new_id()
REGISTRAR, STRANGER = PrivateKey.generate(), PrivateKey.generate()


def test_the_link_carries_the_secret() -> None:
    invitation = Invitation.draw()
    assert Invitation.from_link(invitation.link).row_id == invitation.row_id
    assert invitation.link not in repr(invitation)


@pytest.mark.parametrize("text", ["", "A" * 42, "A" * 44, "é" * 43, "!" * 43])
def test_what_is_no_link_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        Invitation.from_link(text)


def test_any_registrar_opens_it_and_nobody_else() -> None:
    invitation = Invitation.draw()
    sealed = invitation.seal(DISTRICT, REGISTRAR.public)
    assert Invitation.open(DISTRICT, invitation.row_id, REGISTRAR, sealed).secret == invitation.secret
    for district, row, key in [
        (new_id(), invitation.row_id, REGISTRAR),
        (DISTRICT, Invitation.draw().row_id, REGISTRAR),
        (DISTRICT, invitation.row_id, STRANGER),
    ]:
        with pytest.raises(Unreadable):
            Invitation.open(district, row, key, sealed)


def test_a_secret_that_was_put_into_anothers_row_is_refused() -> None:
    invitation, other = Invitation.draw(), Invitation.draw()
    info = lp(label("invite"), DISTRICT, invitation.row_id, REGISTRAR.public.kid)
    with pytest.raises(Unreadable):
        Invitation.open(DISTRICT, invitation.row_id, REGISTRAR, REGISTRAR.public.seal(other.secret, info))


def test_keys_that_did_not_come_through_the_link_are_not_signed() -> None:
    invitation, member, ed, x = Invitation.draw(), new_id(), bytes(32), STRANGER.public.raw
    mac = invitation.join_mac(DISTRICT, member, ed, x)
    invitation.check_join(DISTRICT, member, ed, x, mac)
    for guess in [
        (Invitation.draw(), DISTRICT, member, ed, x),
        (invitation, new_id(), member, ed, x),
        (invitation, DISTRICT, new_id(), ed, x),
        (invitation, DISTRICT, member, b"\1" * 32, x),
        (invitation, DISTRICT, member, ed, REGISTRAR.public.raw),
    ]:
        with pytest.raises(Unreadable):
            guess[0].check_join(*guess[1:], mac)


def test_it_is_good_for_72_hours() -> None:
    made = datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert not expired(made, made + timedelta(hours=71, minutes=59))
    assert expired(made, made + timedelta(hours=72))
