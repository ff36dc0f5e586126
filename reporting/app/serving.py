"""Two listeners in one process: students and staff share threads' number, and nothing else."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from waitress.server import create_server

from reporting.app.lifetime import WrongStart
from reporting.app.listening_loop import ListeningLoop
from reporting.app.open_files import connections_each
from reporting.settings import Settings

# Larger bodies would spool to disk, in plain text.
IN_RAM = 40 * 1024 * 1024
BODY_SECONDS = 30
# Two hundred inboxes ask in one second: more threads than this take the interpreter from each other.
STAFF_THREADS = 3

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class PortTaken(WrongStart):
    """Another program listens there. One line, with the remedy."""


class Switchboard:
    """A WSGI app that can be exchanged while it is served: set-up gives way to the house that it founded."""

    def __init__(self, app: Wsgi) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self.app(environ, start_response)


class Size(NamedTuple):
    """Of one site: how many requests it answers at once, and how many connections it holds open."""

    threads: int
    connections: int


@dataclass(slots=True)
class Listeners:
    loops: list[ListeningLoop]
    threads: list[threading.Thread]

    def stop(self) -> None:
        for loop in self.loops:
            loop.end()
        for thread in self.threads:
            thread.join(timeout=5)


def listen(settings: Settings, public: Wsgi, staff: Wsgi) -> Listeners:
    """Bind both ports, then serve in threads. Raises PortTaken."""
    most, few = connections_each(2), min(STAFF_THREADS, settings.threads // 2)
    bound = [
        _bind(settings, settings.public_port, public, Size(settings.threads - few, most), "PUBLIC_PORT"),
        _bind(settings, settings.staff_port, staff, Size(few, most), "STAFF_PORT"),
    ]
    return serve(bound)


def serve(servers: list[Any]) -> Listeners:
    """Run bound waitress servers in threads, each until it is stopped."""
    loops = [ListeningLoop(server) for server in servers]
    threads = [threading.Thread(target=loop.run, name="listener", daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    return Listeners(loops, threads)


def _proxy(settings: Settings) -> dict[str, Any]:
    """Who the sender is behind a proxy: its word for the address alone. Without one the header is dropped."""
    if settings.trusted_proxy is None:
        return {}
    return {
        "trusted_proxy": settings.trusted_proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for"},
    }


def listen_alone(settings: Settings, port: int, app: Wsgi, name: str) -> Listeners:
    """The one site of a process; `name`: the variable of its port. Raises PortTaken."""
    return serve([_bind(settings, port, app, Size(settings.threads, connections_each(1)), name)])


def _bind(settings: Settings, port: int, app: Wsgi, size: Size, name: str) -> Any:
    try:
        return create_server(
            app,
            host=settings.listen,
            port=port,
            threads=size.threads,
            ident=None,
            inbuf_overflow=IN_RAM,
            outbuf_overflow=IN_RAM,
            max_request_body_size=IN_RAM,
            channel_timeout=BODY_SECONDS,
            expose_tracebacks=False,
            clear_untrusted_proxy_headers=True,
            **_proxy(settings),
            backlog=1024,
            connection_limit=size.connections,
        )
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
    raise PortTaken(f"Port {port} on {settings.listen}: {reason}. Choose another one: {name}=…")
