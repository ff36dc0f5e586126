"""Stoplight's Prism between the official client and the simulator: a second reader of Twilio's description.

It runs on Node and is fetched by npx, so it runs by night, where both are.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.service import free_port

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(600)]
Line = Any
PRISM = "@stoplight/prism-cli@5.14.2"
HERE = Path(__file__).parent
HOTLINE, PHONE = "+15550100", "+15550201"


def prism(npx: str, name: str, base: str, port: int) -> "subprocess.Popen[str]":
    """A proxy for one host of Twilio's, before the simulator. It answers what violates the description with an error."""
    command = [npx, "--yes", PRISM, "proxy", str(HERE / f"{name}.slice.json"), base]
    return subprocess.Popen(
        [*command, "--errors", "-h", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _end(process: "subprocess.Popen[str]") -> None:
    """npx starts Node, and that one starts others: all of the session ends."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)


@pytest.fixture
def between(line: Line) -> Iterator[Line]:
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("Prism runs on Node, and there is no npx here")
    with ExitStack() as stack:
        for host, name in line.slices.items():
            port = free_port()
            process = prism(npx, name, line.simulator.base_url, port)
            stack.callback(_end, process)
            assert process.stdout is not None
            # It says so when it listens; when it cannot start, it ends and the reading with it.
            assert any("is listening" in heard for heard in process.stdout), f"no Prism for {host}"
            line.wire.bases[host] = f"http://127.0.0.1:{port}"
        yield line


def test_every_request_and_every_answer_passes_prism(between: Line) -> None:
    client = between.client
    sid = between.send()
    between.simulator.settle()
    client.messages(sid).fetch()
    client.messages(sid).update(body="")
    client.messages.list(to=PHONE)
    client.messages(sid).delete()
    picture = between.send(media_url=["http://127.0.0.1:9/a.jpg", "http://127.0.0.1:9/b.jpg"])
    between.simulator.settle()
    client.messages(picture).media.list()
    call = between.carrier.place_call(to=PHONE, sender=HOTLINE, reference="a.b.1", ring_s=30).sid
    client.calls(call).update(status="completed")
    client.calls(call).delete()
    client.api.v2010.accounts(between.simulator.account_sid).fetch()
    client.balance.fetch()
    assert client.incoming_phone_numbers.list(phone_number=HOTLINE)
    service = client.messaging.v1.services.list()[0]
    client.messaging.v1.services(service.sid).phone_numbers.list()
    client.messaging.v1.services(service.sid).us_app_to_person.list()
    client.messaging.v1.tollfree_verifications.list()
    client.voice.v1.dialing_permissions.countries("US").fetch()
    assert all(200 <= seen.status < 300 for seen in between.wire.seen)
