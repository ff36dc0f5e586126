"""One nursery for all: it imports the product once."""

from collections.abc import Iterator

import pytest

from tests.faults.bearing import Nursery


@pytest.fixture(scope="package")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()
