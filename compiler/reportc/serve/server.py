"""The server of the page: the page, and a desk that answers its calls. It reads no file: all comes from the page.

Only the page itself may call: it has the token, and its origin and its host are this server's own. So no other
page that the browser has open, and no name that resolves to this machine, gets an answer.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002  # Starlette looks at the types of what it calls
from starlette.responses import Response
from starlette.routing import Route

from reportc.desk import Desk
from reportc.failure import OutputError, because

HOST = "127.0.0.1"
_LENGTH = 4
_LARGEST = 512 * 2**20
"""The largest call, in bytes; the files of a county take a tenth of it."""
_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "cache-control": "no-store",
        "content-security-policy": "frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
)
_TOKEN = "x-reportc-token"  # noqa: S105  # the name of a header


def serve(page: bytes, port: int, ready: Callable[[str], None]) -> None:
    """Serve `page`, on any free port for 0; `ready` is given its address. Raise an `OutputError` for a port in use."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
            door.listen()
        except OSError as error:
            raise OutputError(*because(error, f"端口 {port} 不能用", f"port {port} cannot be used")) from None
        office = PageServer(page, door.getsockname()[1])
        office.desk.warm()
        ready(office.address)
        quiet = uvicorn.Config(
            office.app(), log_config=None, access_log=False, lifespan="off", server_header=False, timeout_keep_alive=60
        )
        try:
            uvicorn.Server(quiet).run(sockets=[door])
        finally:
            office.desk.close()


@dataclass(frozen=True)
class PageServer:
    """The server of a page: its address, the token of the page, and its desk."""

    page: bytes
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    desk: Desk = field(default_factory=Desk)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def address(self) -> str:
        """The address to open: a browser sends the part after the # to no server."""
        return f"{self._origins[0]}/#{self.token}"

    def app(self) -> Starlette:
        """Return the application."""
        routes = [Route("/", self._show), Route("/call/{method}", self._call, methods=["POST"])]
        return Starlette(routes=routes)

    @property
    def _origins(self) -> tuple[str, ...]:
        return f"http://127.0.0.1:{self.port}", f"http://localhost:{self.port}"

    async def _show(self, request: Request) -> Response:
        """Send the page, which holds no data of reports."""
        if not self._is_here(request):
            return _refused(421)
        return Response(self.page, media_type="text/html; charset=utf-8", headers=dict(_HEADERS))

    async def _call(self, request: Request) -> Response:
        """Have the desk answer, one call after another."""
        if not self._is_here(request):
            return _refused(421)
        if not self._is_own(request):
            return _refused(403)
        body = await _body(request)
        if body is None:
            return _refused(413)
        parts = parted(body)
        if not parts:
            return _refused(400)
        async with self.turn:
            given = parts[0].decode("utf-8", "replace")
            answer, blobs = await run_in_threadpool(self.desk.answer, request.path_params["method"], given, parts[1:])
        return Response(framed([answer.encode("utf-8", "replace"), *blobs]), headers=dict(_HEADERS))

    def _is_here(self, request: Request) -> bool:
        """Return whether the browser used this server's address, and not a name that resolves to it."""
        return f"http://{request.headers.get('host', '')}" in self._origins

    def _is_own(self, request: Request) -> bool:
        """Return whether a request comes from the page itself."""
        origin, token = request.headers.get("origin", ""), request.headers.get(_TOKEN, "")
        return origin in self._origins and secrets.compare_digest(token.encode(), self.token.encode())


async def _body(request: Request) -> bytes | None:
    """Return the body of a request; None if it is too large."""
    parts, size = list[bytes](), 0
    async for part in request.stream():
        size += len(part)
        if size > _LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def _refused(status: int) -> Response:
    return Response(status_code=status, headers=dict(_HEADERS))


def framed(parts: Iterable[bytes]) -> bytes:
    """Return parts as one body."""
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)


def parted(body: bytes) -> list[bytes] | None:
    """Return the parts of such a body; None for any other."""
    parts, at = list[bytes](), 0
    while at < len(body):
        start = at + _LENGTH
        at = start + int.from_bytes(body[at:start], "big")
        if at > len(body) or start > len(body):
            return None
        parts.append(body[start:at])
    return parts
