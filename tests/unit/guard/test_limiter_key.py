from datetime import UTC, datetime, timedelta

from reporting.guard.limiter_key import limiter_key

KEY = b"k" * 32
NOW = datetime(2026, 3, 4, 12, 5, tzinfo=UTC)


def test_it_is_eight_bytes_that_only_the_ram_key_makes() -> None:
    made = limiter_key(KEY, "203.0.113.9", NOW)
    assert len(made) == 8
    assert made == limiter_key(KEY, "203.0.113.9", NOW)
    assert made != limiter_key(b"o" * 32, "203.0.113.9", NOW)


def test_a_household_with_ipv6_is_one_sender() -> None:
    assert limiter_key(KEY, "2001:db8:1:2::5", NOW) == limiter_key(KEY, "2001:db8:1:2:ffff::9%eth0", NOW)
    assert limiter_key(KEY, "2001:db8:1:2::5", NOW) != limiter_key(KEY, "2001:db8:1:3::5", NOW)


def test_an_ipv4_address_is_the_same_sender_inside_ipv6() -> None:
    assert limiter_key(KEY, "::ffff:203.0.113.9", NOW) == limiter_key(KEY, "203.0.113.9", NOW)
    assert limiter_key(KEY, "203.0.113.9", NOW) != limiter_key(KEY, "203.0.113.10", NOW)


def test_counts_of_two_hours_cannot_be_joined() -> None:
    assert limiter_key(KEY, "203.0.113.9", NOW) == limiter_key(
        KEY, "203.0.113.9", NOW + timedelta(minutes=54)
    )
    assert limiter_key(KEY, "203.0.113.9", NOW) != limiter_key(
        KEY, "203.0.113.9", NOW + timedelta(minutes=55)
    )


def test_a_sender_without_an_address_has_a_key_too() -> None:
    assert limiter_key(KEY, None, NOW) == limiter_key(KEY, "unix", NOW)
