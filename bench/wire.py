"""The smallest HTTP client that can press a service: kept-alive connections from many loopback addresses."""

import asyncio
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

PATIENCE_S = 60.0
# The limits of the service count senders; a school writes from many.
A_SENDER_SENDS = 25


def senders(seed: int) -> Iterator[str]:
    """Loopback addresses, each a sender of its own to the service."""
    number = seed * 20_000
    while True:
        number += 1
        yield f"127.{1 + number // 62500 % 250}.{1 + number // 250 % 250}.{1 + number % 250}"


class Wire:
    """One connection. Raises OSError when the service cuts it."""

    def __init__(self, port: int, addresses: Iterator[str]) -> None:
        self._port = port
        self._addresses = addresses
        self._left = 0
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def post(
        self, path: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        body = urlencode(form).encode()
        head = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
        raw = (
            f"POST {path} HTTP/1.1\r\nHost: localhost:{self._port}\r\n{head}"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode() + body
        return await asyncio.wait_for(self._ask(raw), PATIENCE_S)

    async def get(self, path: str, headers: Mapping[str, str]) -> tuple[int, bytes]:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        raw = f"GET {path} HTTP/1.1\r\nHost: localhost:{self._port}\r\n{head}\r\n".encode()
        return await asyncio.wait_for(self._ask(raw), PATIENCE_S)

    async def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    async def _ask(self, raw: bytes) -> tuple[int, bytes]:
        if self._left <= 0 or self._writer is None:
            await self.close()
            address = next(self._addresses)
            self._reader, self._writer = await asyncio.open_connection(
                "127.0.0.1", self._port, local_addr=(address, 0)
            )
            self._left = A_SENDER_SENDS
        assert self._reader is not None
        self._left -= 1
        self._writer.write(raw)
        head = await self._reader.readuntil(b"\r\n\r\n")
        return int(head[9:12]), await self._reader.readexactly(_length(head))


def _length(head: bytes) -> int:
    low = head.lower()
    at = low.index(b"content-length:") + len(b"content-length:")
    return int(low[at : low.index(b"\r\n", at)])
