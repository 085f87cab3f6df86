"""Mutation testing: change one operator of a file at a time, and see whether its tests notice.

    .venv/bin/python tests/mutants.py compiler/reportc/check/localise.py tests/test_localise.py

Each mutant runs in a fork of this process, which has loaded pytest and the compiler once. Arguments after the file are
pytest's; what decides quickly comes first, for the first failure ends a run. Printed are the survivors, each with its
line and the change, and the score at the end.
"""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
SECONDS = 5
"""A mutant that takes more of the processor's time loops: it is noticed."""
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "pytest_timeout", "-p", "syrupy")
"""No other plugins are loaded, which take a second."""

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
    """A changed file: the line, the node before and after; all of it as code, and only what is not defined in it."""

    line: int
    before: str
    after: str
    whole: CodeType
    constants: CodeType


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what `node` may be changed to."""
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
    """Yield the fields of a node that may be changed, with what they may become."""
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
    """Yield the mutants of a file, from its first line to its last; annotations and decorators have none."""
    tree = ast.parse(path.read_text("utf-8"))
    for owner, field, at, node in list(_places(tree)):
        for other in variants(node):
            _put(owner, field, at, ast.copy_location(other, node))
            changed = ast.fix_missing_locations(copy.deepcopy(tree))
            rest = [one for one in changed.body if not isinstance(one, _DEFINITIONS)]
            codes = [compile(ast.Module(body, []), str(path), "exec") for body in (changed.body, rest)]
            line = getattr(node, "lineno", getattr(owner, "lineno", 1))
            yield Mutant(line, _shown(node), _shown(other), *codes)
            _put(owner, field, at, node)


def _places(owner: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Yield each node with the field of its owner that holds it, and its place in there."""
    for field, value in ast.iter_fields(owner):
        if field not in {"annotation", "returns", "decorator_list"}:
            for at, node in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(node, ast.AST):
                    yield owner, field, at if isinstance(value, list) else None, node
                    yield from _places(node)


def _put(owner: ast.AST, field: str, at: int | None, node: ast.AST) -> None:
    if at is None:
        setattr(owner, field, node)
    else:
        getattr(owner, field)[at] = node


def _shown(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:100]


def noticed(module: ModuleType, mutant: Mutant | None, tests: Sequence[str]) -> bool:
    """Tell whether some test fails, or none ends, when a module is what a mutant of it is."""
    child = os.fork()
    if not child:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        if mutant:
            transplant(module, mutant)
        os._exit(int(pytest.main([*OPTIONS, *tests])))
    _, status = os.waitpid(child, 0)
    return status != 0


def transplant(module: ModuleType, mutant: Mutant) -> None:
    """Give the functions of a module, which others hold already, the code of a mutant's; then make its constants."""
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
                before.__defaults__ = after.__defaults__
    exec(mutant.constants, vars(module))  # noqa: S102  # likewise


def _function(value: object) -> FunctionType | None:
    """Return the function that a method, a property or a decorated function has in it."""
    found = inspect.unwrap(getattr(value, "func", None) or getattr(value, "fget", None) or value)  # type: ignore[arg-type]
    return found if isinstance(found, FunctionType) else None


def main(file: str, *tests: str) -> int:
    """Try all mutants of `file`; return how many survive."""
    path = Path(file).resolve()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "compiler")]
    module = importlib.import_module(".".join(path.with_suffix("").relative_to(ROOT / "compiler").parts))
    importlib.import_module("reportc.api").fix("")  # loads the grammars and all the rules
    if noticed(module, None, tests):
        sys.exit("the tests fail without any change")
    tried = [*mutants(path)]
    survivors = 0
    for one in tried:
        if not noticed(module, one, tests):
            survivors += 1
            print(f"{path.name}:{one.line}: {one.before}  →  {one.after}", flush=True)
    print(f"{path.name}: {len(tried) - survivors} of {len(tried)} mutants are noticed")
    return survivors


if __name__ == "__main__":
    sys.exit(min(main(*sys.argv[1:]), 1))
