"""Mutation testing: change one operator of a file at a time, and see whether its tests notice.

    .venv/bin/python tests/mutants.py compiler/reportc/table/words.py [tests/test_table.py ...]

Each mutant runs in a fork of this process, which has loaded the compiler and the tests once; no file is written.
Arguments after the file are pytest's; what decides quickly comes first, for the first failure ends a run. Without them
the tests are those that `mutants.txt` names for the file. It also lists the mutants that no test can notice, each with
the reason. Printed are the survivors that it does not list, each with its line and the change, the entries of the list
that are no survivors any more, and the score.
"""

from __future__ import annotations

import ast
import copy
import gc
import importlib
import inspect
import os
import signal
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple, NoReturn

import pytest

ROOT = Path(__file__).parents[1]
SECONDS, TIMES = 5, 3
"""A mutant loops if its CPU time exceeds that of the original file by this many seconds and by this factor."""
EXPLAINED = Path(__file__).with_suffix(".txt")
PLUGINS = ("-p", "no:cacheprovider", "-p", "pytest_timeout", "-p", "syrupy")
"""The only pytest plugins that are loaded; the others take a second."""
OPTIONS = ("-x", "-qq", "-s", "--no-header", "--no-summary", *PLUGINS)

_OPERATORS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.USub: ast.UAdd,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
_DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}


class Mutant(NamedTuple):
    """A changed file: the line, the node before and after, the whole as code, and the part without definitions."""

    line: int
    text: str
    before: str
    after: str
    whole: CodeType
    constants: CodeType

    @property
    def key(self) -> str:
        """The mutant as `mutants.txt` names it, independent of its line number."""
        return f"{self.text}\t{self.before} → {self.after}"


class Listed(NamedTuple):
    """The entry of `mutants.txt` for a file: its tests, and the mutants that no test can notice."""

    tests: tuple[str, ...]
    keys: frozenset[str]


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the mutated forms of `node`."""
    yield from (_with(node, field, value) for field, value in _other_values(node))
    match node:
        case ast.UnaryOp(op=ast.Not()):
            yield copy.deepcopy(node.operand)
        case ast.IfExp():
            yield copy.deepcopy(node.body)
            yield copy.deepcopy(node.orelse)
        case ast.Break() | ast.Continue():
            yield _OPERATORS[type(node)]()


def _other_values(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a node that may be changed, each with another value."""
    match node:
        case ast.Compare(ops=ops):
            for at, operator in enumerate(ops):
                yield "ops", [*ops[:at], _OPERATORS[type(operator)](), *ops[at + 1 :]]
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.UnaryOp(op=op) if type(op) in _OPERATORS:
            yield "op", _OPERATORS[type(op)]()
        case ast.Constant(value=bool(value)):
            yield "value", not value
        case ast.Constant(value=int(value)):
            yield "value", value + 1
        case ast.Return(value=ast.AST()) if not isinstance(node.value, ast.Constant):
            yield "value", ast.Constant(None)
        case ast.comprehension(ifs=[_, *_]):
            yield "ifs", []
        case ast.Name(id=name) if name in _NAMES:
            yield "id", _NAMES[name]


def _with(node: ast.AST, field: str, value: Any) -> ast.AST:
    changed = copy.deepcopy(node)
    setattr(changed, field, value)
    return changed


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield the mutants of a file, from its first line to its last; annotations, decorators and `strict=` have none."""
    source = path.read_text("utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    for owner, field, at, node in list(_places(tree)):
        for other in variants(node):
            _put(owner, field, at, ast.copy_location(other, node))
            changed = ast.fix_missing_locations(copy.deepcopy(tree))
            rest = [one for one in changed.body if not isinstance(one, _DEFINITIONS)]
            codes = [compile(ast.Module(body, []), str(path), "exec") for body in (changed.body, rest)]
            line = getattr(node, "lineno", getattr(owner, "lineno", 1))
            yield Mutant(line, lines[line - 1].strip(), _shown(node), _shown(other), *codes)
            _put(owner, field, at, node)


def _places(owner: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Yield each node with its owner, and its field and index there."""
    for field, value in ast.iter_fields(owner):
        if field not in {"annotation", "returns", "decorator_list"}:
            for at, node in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(node, ast.AST) and getattr(node, "arg", None) != "strict":
                    yield owner, field, at if isinstance(value, list) else None, node
                    yield from _places(node)


def _put(owner: ast.AST, field: str, at: int | None, node: ast.AST) -> None:
    if at is None:
        setattr(owner, field, node)
    else:
        getattr(owner, field)[at] = node


def _shown(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:100]


class Trial:
    """A plugin that runs the collected tests for each mutant of a file, in a separate process."""

    def __init__(self, path: Path, explained: Container[str]) -> None:
        """Take the file, and the mutants that no test can notice."""
        self.path, self._explained = path, explained
        self._module = importlib.import_module(".".join(path.with_suffix("").relative_to(ROOT / "compiler").parts))
        self.tried = 0
        self.alive: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants, and print those that no test notices and nothing explains."""
        fails, usual = self._noticed(session, None, 0)
        if fails:
            pytest.exit("the tests fail without any change", 2)
        for one in mutants(self.path):
            self.tried += 1
            if not self._noticed(session, one, SECONDS + TIMES * usual)[0]:
                self.alive.append(one.key)
                if one.key not in self._explained:
                    print(f"{self.path.name}:{one.line}: {one.before}  →  {one.after}", flush=True)
        return True

    def _noticed(self, session: pytest.Session, mutant: Mutant | None, seconds: float) -> tuple[bool, float]:
        """Return whether a test fails or takes too long, and the time taken; 0 seconds are no limit."""
        gc.freeze()  # otherwise garbage collection in the child would copy all of the memory
        child = os.fork()
        if not child:
            self._run(session, mutant, seconds)
        _, status, used = os.wait4(child, 0)
        return status != 0, used.ru_utime + used.ru_stime

    def _run(self, session: pytest.Session, mutant: Mutant | None, seconds: float) -> NoReturn:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        failed = True
        try:
            if mutant:
                transplant(self._module, mutant)
            session.config.pluginmanager.subset_hook_caller("pytest_runtestloop", [self])(session=session)
            failed = session.testsfailed > 0
        finally:
            os._exit(int(failed))


def transplant(module: ModuleType, mutant: Mutant) -> None:
    """Replace the code of a module's functions with the mutant's, in place, as others refer to them; set constants."""
    made: dict[str, Any] = {"__name__": module.__name__}
    exec(mutant.whole, made)  # noqa: S102  # that is what importing is
    for name, value in made.items():
        own = vars(module).get(name)
        pairs = (
            ((vars(own).get(key), one) for key, one in vars(value).items())
            if isinstance(value, type)
            else ((own, value),)
        )
        for old, new in pairs:
            before, after = _function(old), _function(new)
            if before and after:
                if after.__code__.co_filename == mutant.whole.co_filename:  # and is not made by dataclass
                    before.__code__ = after.__code__
                before.__defaults__, before.__kwdefaults__ = after.__defaults__, after.__kwdefaults__
    exec(mutant.constants, vars(module))  # noqa: S102  # likewise


def _function(value: object) -> FunctionType | None:
    """Return the function inside a method, a property or a decorated function."""
    found = inspect.unwrap(getattr(value, "func", None) or getattr(value, "fget", None) or value)  # type: ignore[arg-type]
    return found if isinstance(found, FunctionType) else None


def listed(file: str) -> Listed:
    """Return the entry of `mutants.txt` for a file: a line with its name and tests, and a line for each mutant."""
    for part in EXPLAINED.read_text("utf-8").split("\n## ")[1:]:
        head, *lines = part.splitlines()
        name, *tests = head.split()
        if name == file:
            return Listed(tuple(tests), frozenset(line.rpartition("\t")[0] for line in lines if line))
    return Listed((), frozenset())


def main(file: str, *tests: str) -> int:
    """Try all mutants of `file`; return how many survive unexplained, and how many explanations are of no survivor."""
    path = Path(file).resolve()
    os.chdir(ROOT)
    known = listed(path.relative_to(ROOT).as_posix())
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "compiler")]
    importlib.import_module("reportc.api").fix("")  # loads the grammars and all the rules
    trial = Trial(path, known.keys)
    if pytest.main([*OPTIONS, *(tests or known.tests)], [trial]) not in {0, 5}:
        return 1
    new, stale = [key for key in trial.alive if key not in known.keys], known.keys - set(trial.alive)
    print(*(f"no survivor: {key}" for key in sorted(stale)), sep="\n", end="\n" * bool(stale))
    killed = trial.tried - len(trial.alive)
    print(f"{path.name}: {killed} of {trial.tried} mutants are noticed, {len(trial.alive) - len(new)} explained")
    return len(new) + len(stale)


if __name__ == "__main__":
    sys.exit(min(main(*sys.argv[1:]), 1))
