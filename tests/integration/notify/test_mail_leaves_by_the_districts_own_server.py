"""E-mail over real SMTP, to a small server on this machine; every refusal is one of the four words."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from notify.ports import Busy, Delivery, Misconfigured, Refused, Unsure
from notify.smtp import SmtpMailer


class Session(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as is needed. `script` overrides answers by verb."""

    server: "MailServer"

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            answer = self.server.script.get(
                verb, {"EHLO": "250-x\r\n250 AUTH PLAIN", "DATA": "354 go"}.get(verb, "250 ok")
            )
            if answer == "cut":
                return
            self.say(answer)
            if verb == "QUIT":
                return
            if verb == "DATA" and answer.startswith("354"):
                lines = []
                while (part := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                    lines.append(part)
                self.server.mails.append("\n".join(lines))
                end = self.server.script.get("END", "250 taken")
                if end == "cut":
                    return
                self.say(end)


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, script: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.script, self.mails = script, list[str]()


@contextmanager
def running(**script: str) -> Iterator[MailServer]:
    with MailServer(script) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def send(server: MailServer, **more: str) -> Delivery:
    port = server.server_address[1]
    mailer = SmtpMailer("127.0.0.1", port, "line@school.example", security="none", timeout_s=2, **more)  # type: ignore[arg-type]  # user and password only
    return mailer.send_mail(
        to="ana@school.example",
        subject="Quietline: urgent page 7KQ2XX",
        body="Reply ACK 4821",
        reference="a.b.1",
    ).status


def test_a_mail_is_handed_over_with_its_neutral_subject() -> None:
    with running() as server:
        assert send(server) is Delivery.SENT
        (mail,) = server.mails
    assert "Subject: Quietline: urgent page 7KQ2XX" in mail
    assert "To: ana@school.example" in mail
    assert "Auto-Submitted: auto-generated" in mail
    assert mail.endswith("Reply ACK 4821")


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ({"RCPT": "550 no such person"}, Refused),
        ({"END": "554 no"}, Refused),
        ({"END": "451 later"}, Busy),
        ({"END": "cut"}, Unsure),
        ({"MAIL": "421 too busy"}, Busy),
        ({"EHLO": "cut", "HELO": "cut"}, Unsure),
    ],
)
def test_every_refusal_has_a_name(script: dict[str, str], error: type[Exception]) -> None:
    with running(**script) as server, pytest.raises(error):
        send(server)


def test_a_wrong_password_is_for_a_person_to_mend() -> None:
    with running(AUTH="535 wrong") as server, pytest.raises(Misconfigured) as told:
        send(server, user="u", password="p")
    assert told.value.code == 535


def test_a_server_that_is_away_has_certainly_not_taken_it() -> None:
    with running() as server:
        pass
    with pytest.raises(Busy):
        send(server)
