"""reportc: a compiler for 政府信息公开工作年度报告, the annual reports of China's agencies."""

from __future__ import annotations

from reportc.api import Result, compile

__all__ = ["Result", "__version__", "compile"]
__version__ = "0.1.0"
