"""The server of the clerk's page: it answers only its own page, and reads no files from the disk."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

pytest.importorskip("starlette", reason="the extra reportc[page] is not installed")
pytest.importorskip("uvicorn", reason="the extra reportc[page] is not installed")

from reportc.serve.server import framed, parted  # only where the extra is installed

COMPILER = Path(__file__).parents[1] / "compiler"
SERVE = """
import sys
from reportc.serve.server import serve
serve(b"<p>page</p>", 0, lambda address: print(address, flush=True))
"""
EXAMPLE = Path(__file__).parents[1] / "examples" / "faults-2021.txt"


class Server(NamedTuple):
    """A server by its port, and the token of its page."""

    port: int
    token: str

    @property
    def own(self) -> dict[str, str]:
        """The headers of the page's calls."""
        return {"origin": f"http://127.0.0.1:{self.port}", "x-reportc-token": self.token}

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Send a request; return the answer and its body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request(method, path, body, dict(headers))
        answer = line.getresponse()
        return answer, answer.read()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Serve a page."""
    paths = os.pathsep.join([str(COMPILER), os.environ.get("PYTHONPATH", "")])
    command, env = [sys.executable, "-c", SERVE], os.environ | {"PYTHONPATH": paths}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as process:
        assert process.stdout
        origin, _, token = process.stdout.readline().decode().strip().partition("/#")
        try:
            yield Server(int(origin.rpartition(":")[2]), token)
        finally:
            process.terminate()


def call(server: Server, headers: Mapping[str, str], *parts: bytes, method: str = "hello") -> int:
    return server.ask("POST", f"/call/{method}", headers, framed(parts or [b"{}"]))[0].status


def test_the_page_is_sent_and_kept_by_nobody(server: Server) -> None:
    answer, body = server.ask("GET", "/", {})
    assert (answer.status, body) == (200, b"<p>page</p>")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers


def test_its_own_page_is_answered(server: Server) -> None:
    parts = framed([json.dumps({"name": EXAMPLE.name}).encode(), EXAMPLE.read_bytes()])
    answer, body = server.ask("POST", "/call/open", server.own, parts)
    assert answer.status == 200
    shown = parted(body)
    assert shown
    assert json.loads(shown[0])["result"]["name"] == EXAMPLE.name
    document = json.loads(shown[0])["result"]["id"]
    saved = framed([json.dumps({"id": document, "kind": "original"}).encode()])
    made = parted(server.ask("POST", "/call/save", server.own, saved)[1])
    assert made
    assert made[1] == EXAMPLE.read_bytes()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"x-reportc-token": ""}, 403),
        ({"x-reportc-token": "guessed"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"host": "elsewhere.example"}, 421),
        ({"host": ""}, 421),
    ],
)
def test_nobody_else_is_answered(server: Server, changes: Mapping[str, str], status: int) -> None:
    assert call(server, {**server.own, **changes}) == status
    assert call(server, server.own) == 200


def test_a_name_that_leads_here_gets_no_page(server: Server) -> None:
    assert server.ask("GET", "/", {"host": f"elsewhere.example:{server.port}"})[0].status == 421


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/../../etc/passwd", "/call/../../etc/passwd", "/%2e%2e/etc/passwd", "//"]
)
def test_no_file_of_the_disk_is_read(server: Server, path: str) -> None:
    assert server.ask("GET", path, server.own)[0].status in {404, 405}


def test_what_is_no_call_is_refused(server: Server) -> None:
    assert server.ask("GET", "/call/hello", server.own)[0].status == 405
    assert server.ask("POST", "/call/hello", server.own, b"\xff\xff\xff\xffx")[0].status == 400
    assert server.ask("POST", "/call/hello", server.own, b"")[0].status == 400
    assert call(server, server.own, b"no json") == 200  # stated in the answer


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux lists its doors")
def test_the_door_is_open_to_this_machine_alone(server: Server) -> None:
    lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    listening = [line.split()[1] for line in lines if line.split()[3] == "0A"]
    assert [place for place in listening if int(place.partition(":")[2], 16) == server.port] == [
        f"0100007F:{server.port:04X}"
    ]


def test_frames_are_taken_apart_as_they_were_laid() -> None:
    parts = [b"", b"{}", bytes(range(256)) * 300]
    assert parted(framed(parts)) == parts
    assert parted(b"") == []
    for broken in (b"\0", b"\0\0\0", b"\0\0\0\2x", b"\xff\xff\xff\xff"):
        assert parted(broken) is None
