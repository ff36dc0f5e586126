from reporting.guard.limits import Allowance, ProcessCounters

HOURLY = Allowance("tip", 60, 3600)
ONCE = Allowance("tip", 1, 3600)
SENDER = b"12345678"


def test_the_sixty_first_in_an_hour_is_over() -> None:
    counters = ProcessCounters()
    assert all(counters.spend(HOURLY, SENDER) for _ in range(60))
    assert not counters.left(HOURLY, SENDER)
    assert not counters.spend(HOURLY, SENDER)


def test_the_window_moves() -> None:
    now = [0.0]
    counters = ProcessCounters(lambda: now[0])
    twice = Allowance("tip", 2, 60)
    assert counters.spend(twice, SENDER)
    now[0] = 40
    assert counters.spend(twice, SENDER)
    now[0] = 59
    assert not counters.spend(twice, SENDER)
    now[0] = 60
    assert counters.spend(twice, SENDER)
    assert not counters.spend(twice, SENDER)


def test_one_sender_over_the_limit_is_nothing_to_another() -> None:
    counters = ProcessCounters()
    assert counters.spend(ONCE, bytes(8))
    assert not counters.spend(ONCE, bytes(8))
    assert counters.spend(ONCE, SENDER)


def test_two_allowances_do_not_count_each_other() -> None:
    counters = ProcessCounters()
    assert counters.spend(ONCE, SENDER)
    assert counters.spend(Allowance("return", 1, 3600), SENDER)


def test_asking_what_is_left_costs_nothing_and_keeps_nothing() -> None:
    counters = ProcessCounters()
    assert all(counters.left(ONCE, SENDER) for _ in range(5))
    assert len(counters) == 0


def test_a_flood_of_senders_fills_no_memory() -> None:
    counters = ProcessCounters(most=100)
    for number in range(1000):
        counters.spend(ONCE, number.to_bytes(8, "big"))
    assert len(counters) == 100
    assert not counters.spend(ONCE, (999).to_bytes(8, "big"))
