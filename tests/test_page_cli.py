"""`reportc page` writes the page that was built, wherever it is, or states how to build it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reportc import serve
from reportc.cli import call

PAGE = b"<!doctype html><p>page</p>"


def run(*arguments: str) -> int:
    """Run the command, and return its exit status."""
    with pytest.raises(SystemExit) as left:
        call(["page", *arguments])
    return int(left.value.code or 0)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Simulate a checkout without a page."""
    monkeypatch.setattr(serve, "_CHECKOUT", tmp_path / "checkout")
    monkeypatch.setitem(sys.modules, "reportc_page", None)
    (tmp_path / "checkout" / "dist").mkdir(parents=True)
    return tmp_path / "checkout"


def test_the_page_of_the_checkout_is_written(checkout: Path, tmp_path: Path) -> None:
    (checkout / "dist" / "reportc.html").write_bytes(PAGE)
    assert run("-o", str(tmp_path / "out.html")) == 0
    assert (tmp_path / "out.html").read_bytes() == PAGE


def test_the_page_of_the_package_comes_first(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / "dist" / "reportc.html").write_bytes(b"older")
    package = tmp_path / "site" / "reportc_page"
    package.mkdir(parents=True)
    (package / "reportc.html").write_bytes(PAGE)
    monkeypatch.delitem(sys.modules, "reportc_page")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert run("-o", str(tmp_path / "out.html")) == 0
    assert (tmp_path / "out.html").read_bytes() == PAGE


@pytest.mark.usefixtures("checkout")
def test_without_a_page_it_says_how_to_have_one(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (("-o", str(tmp_path / "out.html")), ("--serve", "--no-browser")):
        assert run(*arguments) == 2
        assert "make page" in capfd.readouterr().err
    assert not (tmp_path / "out.html").exists()


@pytest.mark.parametrize("arguments", [(), ("-o", "x.html", "--serve")])
def test_one_thing_at_a_time(arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert "-o 文件 或 --serve" in capfd.readouterr().err


def test_without_the_extra_it_says_what_to_install(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (checkout / "dist" / "served.html").write_bytes(PAGE)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "reportc.serve.server", raising=False)
    assert run("--serve", "--no-browser") == 2
    assert "pip install '.[page]'" in capfd.readouterr().err
