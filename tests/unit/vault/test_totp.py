"""A code is good once, within a step of the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from reporting.vault.totp import WrongCode, check, code_at, provisioning_uri

# RFC 6238, appendix B: the last six digits of the SHA-1 row.
SECRET = b"12345678901234567890"
KNOWN = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}
NOW = datetime(2026, 3, 2, 10, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize("moment", KNOWN)
def test_codes_are_those_of_rfc_6238(moment: int) -> None:
    now = datetime.fromtimestamp(moment, UTC)
    assert code_at(SECRET, now) == KNOWN[moment]
    assert check(SECRET, KNOWN[moment], now, None) == moment // 30


def test_a_clock_may_be_a_step_off_and_no_more() -> None:
    step = int(NOW.timestamp()) // 30
    for drift in (-1, 0, 1):
        code = code_at(SECRET, NOW + timedelta(seconds=30 * drift))
        assert check(SECRET, code, NOW, None) == step + drift
    for drift in (-2, 2):
        with pytest.raises(WrongCode):
            check(SECRET, code_at(SECRET, NOW + timedelta(seconds=30 * drift)), NOW, None)


def test_a_code_is_not_taken_twice_nor_one_before_it() -> None:
    step = check(SECRET, code_at(SECRET, NOW), NOW, None)
    for drift in (-30, 0):
        with pytest.raises(WrongCode, match="next code"):
            check(SECRET, code_at(SECRET, NOW + timedelta(seconds=drift)), NOW, step)
    assert check(SECRET, code_at(SECRET, NOW + timedelta(seconds=30)), NOW, step) == step + 1


def test_a_space_in_the_middle_does_no_harm_and_rubbish_is_wrong() -> None:
    code = code_at(SECRET, NOW)
    check(SECRET, f" {code[:3]} {code[3:]}\n", NOW, None)
    for wrong in ("", "abcdef", code[:5], code + "0", "\ud800", "१२३४५६"):
        with pytest.raises(WrongCode):
            check(SECRET, wrong, NOW, None)


def test_an_authenticator_reads_the_address() -> None:
    uri = provisioning_uri(SECRET, "ana@example.org", "Quietline")
    assert uri.startswith("otpauth://totp/Quietline:ana%40example.org?")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" in uri
