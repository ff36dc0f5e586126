import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from altcha import Challenge, Payload, solve_challenge

from reporting.guard.nonces import RamNonces
from reporting.guard.proof import ProofOfWork


class Now:
    def __init__(self) -> None:
        # The library compares with the machine's clock, so this one starts there.
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def proof(now: Now) -> ProofOfWork:
    return ProofOfWork(b"f" * 32, RamNonces(now), now, cost=1)


def solved(challenge: str) -> str:
    puzzle = Challenge.from_dict(json.loads(challenge))
    solution = solve_challenge(puzzle)
    assert solution is not None
    return Payload(puzzle, solution).to_base64()


def test_a_solved_puzzle_is_accepted_once(proof: ProofOfWork) -> None:
    answer = solved(proof.challenge())
    assert proof.accepts(answer)
    assert not proof.accepts(answer)


def test_a_puzzle_of_somebody_else_is_refused(proof: ProofOfWork, now: Now) -> None:
    other = ProofOfWork(b"o" * 32, RamNonces(now), now, cost=1)
    assert not proof.accepts(solved(other.challenge()))


def test_a_puzzle_gets_too_old(proof: ProofOfWork, now: Now) -> None:
    answer = solved(proof.challenge())
    now.at += timedelta(minutes=11)
    assert not proof.accepts(answer)


def test_an_easier_puzzle_cannot_be_made_up(proof: ProofOfWork) -> None:
    found = json.loads(base64.b64decode(solved(proof.challenge())))
    found["challenge"]["parameters"]["keyPrefix"] = ""
    assert not proof.accepts(base64.b64encode(json.dumps(found).encode()).decode())


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "nonsense",
        "e30=",
        base64.b64encode(b"[]").decode(),
        base64.b64encode(b'{"challenge":1}').decode(),
        "A" * 9999,
    ],
)
def test_nonsense_is_refused_without_an_error(proof: ProofOfWork, payload: str) -> None:
    assert not proof.accepts(payload)


def test_an_absurd_expiry_is_refused_without_an_error(proof: ProofOfWork) -> None:
    found = json.loads(base64.b64decode(solved(proof.challenge())))
    for expiry in (10**30, -(10**30), True, "x", None):
        found["challenge"]["parameters"]["expiresAt"] = expiry
        assert not proof.accepts(base64.b64encode(json.dumps(found).encode()).decode())
