"""Tests talk to this machine only: no tip, key or number of a test leaves it."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_a_test_that_calls_out_fails() -> None:
    # It warns before it raises, and a warning is an error here.
    with socket.socket() as outward, pytest.raises((SocketConnectBlockedError, UserWarning)):
        outward.connect(("192.0.2.1", 443))


def test_a_test_may_talk_to_this_machine() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
