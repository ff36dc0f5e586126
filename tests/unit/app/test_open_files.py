"""Connections are counted out of the files that a process may open, and never all of them."""

import resource
from collections.abc import Iterator

import pytest

from reporting.app.open_files import MOST_CONNECTIONS, connections_each


@pytest.fixture
def limit() -> Iterator[None]:
    found = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, found)


def test_two_sites_can_be_full_and_the_database_still_opens_its_files(limit: None) -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, hard))
    each = connections_each(2)
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    assert each <= MOST_CONNECTIONS
    assert 2 * each <= soft - 200


def test_where_no_more_files_are_allowed_fewer_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, 1024))
    assert connections_each(2) == 384
    assert connections_each(1) == 768


def test_a_limit_that_is_already_larger_is_left(monkeypatch: pytest.MonkeyPatch, limit: None) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert connections_each(2) == MOST_CONNECTIONS
