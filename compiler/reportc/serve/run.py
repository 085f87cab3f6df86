"""Serving: a port of this machine alone, until somebody stops it."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from reportc.failure import OutputError, because
from reportc.serve.app import Office

HOST = "127.0.0.1"


def serve(page: bytes, port: int, ready: Callable[[str], None]) -> None:
    """Serve `page`, on any free port for 0; `ready` is given its address. Raise an `OutputError` for a port in use."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
            door.listen()
        except OSError as error:
            raise OutputError(*because(error, f"端口 {port} 不能用", f"port {port} cannot be used")) from None
        office = Office(page, door.getsockname()[1])
        office.desk.warm()
        ready(office.address)
        quiet = uvicorn.Config(
            office.app(), log_config=None, access_log=False, lifespan="off", server_header=False, timeout_keep_alive=60
        )
        try:
            uvicorn.Server(quiet).run(sockets=[door])
        finally:
            office.desk.close()
