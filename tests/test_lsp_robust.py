"""The server with clients that violate the protocol, die, or send too much: it answers, or ends by itself."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import pytest
from lsprotocol import types

from broken import BROKEN, CLEAN
from editor import COMMAND, Editor, environment
from reportc.failure import InputError
from reportc.lsp import protocol, run
from reportc.lsp.documents import LONGEST
from reportc.lsp.protocol import Framing

INITIALIZE: Mapping[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}
posix = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")


class Raw:
    """A server with which tests exchange bytes."""

    def __init__(self, cache: Path, *arguments: str) -> None:
        """Start a server."""
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(cache),
        )

    @property
    def stdin(self) -> IO[bytes]:
        """The server's standard input."""
        assert self.process.stdin
        return self.process.stdin

    def write(self, data: bytes) -> None:
        """Send bytes unchanged."""
        self.stdin.write(data)
        self.stdin.flush()

    def send(self, body: bytes) -> None:
        """Send a body with its header."""
        self.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def ask(self, number: int, method: str, params: object) -> None:
        """Send a request."""
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        self.send(json.dumps(message, default=dict).encode())

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.send(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def read(self) -> Any:
        """Return the next message."""
        assert self.process.stdout
        size = 0
        while (line := self.process.stdout.readline()).strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        assert size, self.process.stderr and self.process.stderr.read().decode()
        return json.loads(self.process.stdout.read(size))

    def answer(self, number: int | None) -> Any:
        """Return the answer to a request; other messages are ignored."""
        while True:
            message = self.read()
            if "method" not in message and message.get("id") == number:
                return message

    def published(self, uri: str) -> Any:
        """Return the next findings of a document; other messages are ignored."""
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return message["params"]["diagnostics"]

    def begin(self, **more: Any) -> None:
        """Initialize the session."""
        self.ask(0, "initialize", {**INITIALIZE, **more})
        assert "result" in self.answer(0)
        self.tell("initialized", {})

    def open(self, uri: str, text: str) -> None:
        """Open a document."""
        document = {"uri": uri, "languageId": "ogi-report", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def gone(self) -> int:
        """Wait until the server ends, and return its exit status."""
        return self.process.wait(30)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder for the cache of all servers, of which the first fills it."""
    return tmp_path_factory.mktemp("cache")


@contextmanager
def started(cache: Path) -> Iterator[Raw]:
    """Start a server, and end it."""
    server = Raw(cache)
    yield server
    server.process.kill()
    server.gone()
    for pipe in (server.process.stdin, server.process.stdout, server.process.stderr):
        if pipe and not pipe.closed:
            pipe.close()


@pytest.fixture
def raw(cache: Path) -> Iterator[Raw]:
    """Start a server for one test."""
    with started(cache) as server:
        yield server


@pytest.fixture(scope="module")
def session(cache: Path) -> Iterator[Raw]:
    """Begin a session that several tests share, each with a document of its own."""
    with started(cache) as server:
        server.begin()
        yield server


def alive(raw: Raw) -> bool:
    """Return whether the server still answers."""
    raw.ask(99, "textDocument/hover", {"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}})
    return bool(raw.answer(99) == {"id": 99, "jsonrpc": "2.0", "result": None})


def test_the_end_that_the_protocol_wants(raw: Raw) -> None:
    raw.begin()
    raw.ask(1, "shutdown", None)
    assert raw.answer(1)["result"] is None
    raw.ask(2, "textDocument/hover", {"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}})
    assert raw.answer(2)["error"]["code"] == types.ErrorCodes.InvalidRequest
    raw.tell("exit", None)
    assert raw.gone() == 0


def test_an_exit_without_a_shutdown_is_an_error(raw: Raw) -> None:
    raw.begin()
    raw.tell("exit", None)
    assert raw.gone() == 1


def test_a_client_whose_pipe_closes_takes_the_server_with_it(raw: Raw) -> None:
    raw.begin()
    raw.open("file:///a.txt", BROKEN * 40)  # while it is busy
    raw.stdin.close()
    assert raw.gone() == 1


@posix
def test_a_client_that_is_gone_takes_the_server_with_it_though_its_pipe_is_open(raw: Raw) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as client:
        raw.begin(processId=client.pid)
        client.kill()
    assert raw.gone() == 1


@posix
def test_a_signal_ends_it_at_once(raw: Raw) -> None:
    raw.begin()
    raw.process.send_signal(signal.SIGINT)
    assert raw.gone() == 128 + signal.SIGINT


def test_malformed_messages_are_answered_and_the_session_goes_on(raw: Raw) -> None:
    raw.ask(1, "textDocument/hover", {"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}})
    assert raw.answer(1)["error"]["code"] == types.ErrorCodes.ServerNotInitialized
    raw.begin()
    raw.ask(2, "initialize", INITIALIZE)
    assert raw.answer(2)["error"]["code"] == types.ErrorCodes.InvalidRequest
    raw.write(b"Content-Length: nonsense\r\nnonsense\r\n\r\n")
    raw.write(b"content-type: x\r\nCONTENT-LENGTH:  2\r\n\r\n[]")
    assert raw.answer(None)["error"]["code"] == types.ErrorCodes.InvalidRequest
    raw.send(b'{"jsonrpc": "2.0", "id": 5, "method": "\xff\xfe"}')
    assert raw.answer(None)["error"]["code"] == types.ErrorCodes.ParseError
    raw.send(b'{"jsonrpc": "2.0", ')
    assert raw.answer(None)["error"]["code"] == types.ErrorCodes.ParseError
    raw.send(b"[" * 100_000)
    assert raw.answer(None)["error"]["code"] == types.ErrorCodes.ParseError
    raw.send(b'{"jsonrpc": "1.0", "id": 6, "method": "x"}')
    assert "error" in raw.answer(6)
    raw.ask(7, "textDocument/hover", {"position": "here"})
    assert raw.answer(7)["error"]["code"] == types.ErrorCodes.InvalidParams
    raw.ask(8, "no/such/method", {})
    assert raw.answer(8)["error"]["code"] == types.ErrorCodes.MethodNotFound
    raw.tell("textDocument/didChange", {"textDocument": {"uri": "file:///b", "version": 2}, "contentChanges": []})
    raw.tell("textDocument/didClose", {"textDocument": {"uri": "file:///b"}})
    raw.tell("$/cancelRequest", {"id": 77})
    assert alive(raw)


def test_a_question_that_is_taken_back_is_answered_at_once(session: Raw) -> None:
    session.open("file:///b", BROKEN * 100)
    place = {"textDocument": {"uri": "file:///b"}, "position": {"line": 0, "character": 0}}
    session.ask(3, "textDocument/hover", place)
    session.tell("$/cancelRequest", {"id": 3})
    assert session.answer(3)["error"]["code"] == types.LSPErrorCodes.RequestCancelled
    session.tell("textDocument/didClose", {"textDocument": {"uri": "file:///b"}})
    assert alive(session)


def test_positions_outside_of_the_text_are_its_ends(session: Raw) -> None:
    session.open("file:///c", CLEAN)
    for line, character in ((10**9, 0), (0, 10**9), (2**31 - 1, 2**31 - 1)):
        place = {"line": line, "character": character}
        session.ask(3, "textDocument/completion", {"textDocument": {"uri": "file:///c"}, "position": place})
        assert session.answer(3)["result"] == []
    change = {"range": {"start": {"line": 9**9, "character": 0}, "end": {"line": 0, "character": 0}}, "text": ""}
    document = {"uri": "file:///c", "version": 2}
    session.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
    session.ask(4, "textDocument/documentSymbol", {"textDocument": {"uri": "file:///c"}})
    assert session.answer(4)["result"] == []


def test_a_hundred_megabytes_are_not_checked_and_the_server_says_so(session: Raw) -> None:
    session.open("file:///d", "公开" + "0123456789\n" * 9_500_000)
    (found,) = session.published("file:///d")
    assert str(LONGEST) in found["message"]
    assert alive(session)


def test_a_message_beyond_all_measure_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "LONGEST_BODY", 10)
    refused: list[int] = []
    stream = Framing(BytesIO(b"Content-Length: 11\r\n\r\n12345678901Content-Length: 2\r\n\r\n{}"), refused.append)
    assert [stream.readline(), stream.readline(), stream.read(2), stream.readline()] == [
        b"Content-Length: 2\r\n",
        b"\r\n",
        b"{}",
        b"",
    ]
    assert refused == [11]


def test_a_body_cut_off_is_the_end() -> None:
    stream = Framing(BytesIO(b"Content-Length: 11\r\n\r\n123"), print)
    assert [stream.readline(), stream.readline(), stream.read(11)] == [b"Content-Length: 11\r\n", b"\r\n", b""]


def test_one_client_is_served_at_a_port_of_this_machine(cache: Path) -> None:
    server = Raw(cache, "--tcp", "localhost:0")
    try:
        assert server.process.stderr
        port = int(server.process.stderr.readline().decode().rpartition(":")[2])
        editor = Editor(cache, port=port)
        editor.open("file:///a", BROKEN)
        assert "A303" in editor.codes("file:///a")
        editor.request(types.SHUTDOWN)
        editor.notify(types.EXIT)
        assert server.gone() == 0
        editor.kill()
    finally:
        server.process.kill()
        server.process.communicate()


@pytest.mark.parametrize("address", ["0.0.0.0:1", "192.168.0.1:1", "[::]:0", "127.0.0.1:70000", "127.0.0.1:x", "x"])
def test_no_other_machine_is_let_in(address: str) -> None:
    with pytest.raises(InputError, match="--tcp"):
        run.tcp(address)


def test_a_port_that_is_taken_is_one_line_and_status_2(cache: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = Raw(cache, "--tcp", f"127.0.0.1:{taken.getsockname()[1]}")
        _, said = server.process.communicate(timeout=30)
    assert server.process.returncode == 2
    assert len(said.decode().splitlines()) == 1


def test_without_the_extra_one_line_says_what_to_install(cache: Path) -> None:
    hidden = "import sys; sys.modules['pygls'] = None; from reportc.cli import main; sys.argv[1:] = ['lsp']; main()"
    done = subprocess.run(
        [sys.executable, "-c", hidden], env=environment(cache), capture_output=True, check=False, timeout=30
    )
    assert done.returncode == 2
    assert "pip install '.[lsp]'" in done.stderr.decode()
    assert not done.stdout
