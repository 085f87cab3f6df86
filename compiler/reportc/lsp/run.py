"""Where the server listens: standard input and output, or one connection on a port of this machine."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys

from reportc.failure import InputError, because
from reportc.lsp.server import Server

_LAST_PORT = 65535


def stdio() -> int:
    """Serve the client at standard input; return the exit status."""
    _end_at_once()
    return Server().serve(sys.stdin.buffer, sys.stdout.buffer)


def tcp(address: str) -> int:
    """Serve one client at HOST:PORT, a port of this machine only; port 0 takes a free one and prints it."""
    host, port = _loopback(address)
    _end_at_once()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family) as listener:
            print(f"reportc lsp: {host}:{listener.getsockname()[1]}", file=sys.stderr, flush=True)  # noqa: T201  # the client reads it
            connection, _ = listener.accept()
    except OSError as error:
        raise InputError(*because(error, f"无法监听 {address}", "cannot listen")) from None
    with connection:
        return Server().serve(connection.makefile("rb"), connection.makefile("wb"))


def _loopback(address: str) -> tuple[str, int]:
    """Return host and port; raise `InputError` for an address that other machines could reach."""
    host, _, port = address.rpartition(":")
    host = "127.0.0.1" if host in ("", "localhost") else host.strip("[]")
    try:
        if ipaddress.ip_address(host).is_loopback and 0 <= int(port) <= _LAST_PORT:
            return host, int(port)
    except ValueError:
        pass
    raise InputError(f"--tcp 只接受本机地址，如 127.0.0.1:2087，不接受 {address}", "only an address of this machine")


def _end_at_once() -> None:
    """Let Ctrl-C end the process: a thread waits for the client's next line and cannot be woken."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: os._exit(128 + number))
    sys.setswitchinterval(0.001)  # a long check must not delay the loop that answers
