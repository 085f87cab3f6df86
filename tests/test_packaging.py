"""Packages work: sdist and wheel have the right files and run in an empty environment outside the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportc
from reportc.emit import canonical

CHECKOUT = Path(__file__).parents[1]
EXAMPLE = min((CHECKOUT / "examples").glob("*.txt"))
DIST_INFO = f"reportc-{reportc.__version__}.dist-info"


def run(*command: str | Path, cwd: Path, status: tuple[int, ...] = (0,)) -> bytes:
    """Run `command` outside the checkout's environment and return its output."""
    foreign = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    env = {name: value for name, value in os.environ.items() if name not in foreign}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False)
    assert done.returncode in status, done.stderr.decode("utf-8", "replace")
    return done.stdout


def files(folder: Path) -> Iterator[str]:
    """Yield the source files below `folder`, relative to it."""
    for path in folder.rglob("*"):
        if path.is_file() and not {"__pycache__", "node_modules", "dist", "out"} & {*path.parts}:
            yield path.relative_to(folder).as_posix()


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist of the checkout, and the wheel from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, CHECKOUT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    """Return the path of the wheel."""
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def sdist(dist: Path) -> Path:
    """Return the path of the source distribution."""
    return next(dist.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty environment outside the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    return folder


def program(elsewhere: Path, name: str) -> Path:
    """Return a program of the environment."""
    scripts = Path(sysconfig.get_path("scripts", "venv", vars={"base": str(elsewhere / "venv")}))
    return next(scripts.glob(f"{name}*"))


def install(elsewhere: Path, *arguments: str | Path) -> None:
    """Install into the environment."""
    pip = (sys.executable, "-m", "pip", "--python", program(elsewhere, "python"), "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-compile", *arguments, cwd=elsewhere)


@pytest.fixture(scope="module")
def installed(elsewhere: Path, wheel: Path) -> Path:
    """Install the wheel there with its dependencies and nothing else."""
    install(elsewhere, wheel)
    return elsewhere


def test_the_wheel_holds_the_package_the_grammar_and_nothing_else(wheel: Path) -> None:
    package = {f"reportc/{name}" for name in files(CHECKOUT / "compiler" / "reportc")}
    grammar = {f"reportc/grammar/{name}" for name in files(CHECKOUT / "grammar")}
    about = {f"{DIST_INFO}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")}
    assert not package & grammar
    schemas = {"reportc/emit/reportc.schema.json", "reportc/emit/reportc.diagnostics.schema.json"}
    assert schemas | {"reportc/py.typed", "reportc/grammar/__init__.py"} <= package
    assert {"reportc/grammar/report.lark", "reportc/grammar/words.lark"} <= grammar
    assert set(zipfile.ZipFile(wheel).namelist()) == package | grammar | about


def test_the_sdist_holds_what_is_needed_to_build_and_test(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    for folder in ("compiler", "grammar", "tests", "examples"):
        assert {f"{folder}/{name}" for name in files(CHECKOUT / folder)} <= names
    top = {name for name in names if "/" not in name}
    assert {"LICENSE", "Makefile", "PKG-INFO", "README.md", "pyproject.toml"} <= top
    tops = {"compiler", "grammar", "tests", "examples"}
    assert {name.split("/")[0] for name in names} - tops == top


def test_the_wheel_and_then_the_sdist_run_elsewhere(installed: Path, sdist: Path) -> None:
    check_installed(installed)
    install(installed, "--force-reinstall", "--no-deps", sdist)
    check_installed(installed)


@pytest.mark.parametrize(
    "example",
    ["tab-rows-2021.txt", "county/units/云岫县民政局.html", "draft-2023.docx"],
    ids=["text", "HTML", "Word"],
)
def test_without_an_extra_texts_pages_and_word_files_are_read(installed: Path, example: str) -> None:
    data = (CHECKOUT / "examples" / example).read_bytes()
    given = installed / Path(example).name
    given.write_bytes(data)
    printed = run(program(installed, "reportc"), "compile", given.name, cwd=installed, status=(0, 1))
    report = reportc.compile(data).report
    assert report.applications
    assert printed.decode("utf-8") == canonical.pretty(report)


def check_installed(elsewhere: Path) -> None:
    """Check that the program compiles an example, and runs from its installed files."""
    command, example = program(elsewhere, "reportc"), elsewhere / "报告.txt"
    example.write_bytes(EXAMPLE.read_bytes())
    printed = run(command, "compile", example.name, cwd=elsewhere, status=(0, 1))
    assert printed.decode("utf-8") == canonical.pretty(reportc.compile(EXAMPLE.read_bytes()).report)
    assert run(command, "schema", cwd=elsewhere).decode("utf-8") == canonical.schema()
    assert reportc.__version__ in run(command, "--version", cwd=elsewhere).decode("utf-8")
    where = run(program(elsewhere, "python"), "-c", "import reportc; print(reportc.__file__)", cwd=elsewhere)
    assert Path(where.decode().strip()).is_relative_to(elsewhere / "venv")


def test_messages_name_extras_that_there_are() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    sources = (CHECKOUT / "compiler" / "reportc").rglob("*.py")
    named = {name for path in sources for name in re.findall(r"(?:reportc|'\.)\[(\w+)\]", path.read_text("utf-8"))}
    assert {"data", "files"} <= named <= project["optional-dependencies"].keys()
