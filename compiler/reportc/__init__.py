"""reportc: a compiler for 政府信息公开工作年度报告, the annual reports of China's agencies.

    compile(report)   what a report says: its tree, its canonical JSON, every cell of the form
    check(report)     what is wrong in it, and where
    fix(report)       the text after the fixes that prove right
    format(report)    the text in the normal form, or in another layout

A report is given as text or as bytes; for any of them there is a result, and nothing is raised.

>>> result = compile(open("report.txt", "rb").read())
>>> result.report.applications.new.total
>>> pandas.DataFrame(result.cells())
>>> [finding.message() for finding in check(result).diagnostics]

There is no `__all__`, and names are imported lazily: `from reportc import *` imports
none of them, for two are those of builtins.
"""

from __future__ import annotations

import sys as _sys
import typing as _typing
from types import ModuleType as _Module

if _typing.TYPE_CHECKING:
    from reportc.api import check as check
    from reportc.api import compile as compile
    from reportc.api import fix as fix
    from reportc.api import format as format
    from reportc.result import Checked as Checked
    from reportc.result import Result as Result

__version__ = "0.2.0"
_PUBLIC = ("Checked", "Result", "check", "compile", "fix", "format")


class _Package(_Module):
    """The package; its folder `check` never hides the function of that name.

    Python binds a folder to its package when it is first imported; here the public name stays the function's.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _PUBLIC and isinstance(value, _Module)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        if name not in _PUBLIC:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        from reportc import api  # loaded on first use

        return getattr(api, name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_PUBLIC})


_sys.modules[__name__].__class__ = _Package
