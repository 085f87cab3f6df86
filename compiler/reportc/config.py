"""Settings from a file: `reportc.toml`, or `[tool.reportc]` of `pyproject.toml`, nearest upwards.

Wrong keys, codes and values end the run with one line that names them and the file.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportc.diagnostic import Rule, Severity
from reportc.failure import ConfigError, because
from reportc.settings import DEFAULT, Codes, Settings

OWN, SHARED = "reportc.toml", "pyproject.toml"
_TABLE = "tool", "reportc"
_NEVER = "never"
_ALIKE = 0.5
"""How similar a code and a suggestion must be: two of four characters."""
_LANGUAGES = ("zh", "en")
_LEVELS: Mapping[str, Severity] = MappingProxyType({severity.name.lower(): severity for severity in Severity})


def load(path: str | None = None, folder: Path | None = None) -> Settings:
    """Read the settings of the file at `path`, or else of the nearest one from `folder` (here) upwards.

    Raise `ConfigError` if the file cannot be read or has a wrong key or value.
    """
    if path is not None:
        return _settings(_table(Path(path)) or {}, path)
    here = (folder or Path()).absolute()
    for file in (above / name for above in (here, *here.parents) for name in (OWN, SHARED)):
        if file.is_file() and (table := _table(file)) is not None:
            return _settings(table, str(file))
    return DEFAULT


def codes(given: Iterable[str]) -> Codes:
    """Return the codes in `given`, lists with commas; raise `ConfigError` if no rule has one of them."""
    return tuple(_code(code.strip()) for one in given for code in one.split(",") if code.strip())


def severity(given: Iterable[str]) -> tuple[tuple[str, Severity], ...]:
    """Return the severities in `given`, lists with commas of CODE=LEVEL."""
    pairs = [pair.partition("=") for one in given for pair in one.split(",") if pair.strip()]
    return tuple((_code(code.strip()), _level(level.strip())) for code, _, level in pairs)


def fail_on(given: object) -> Severity | None:
    """Return the severity from which on a check fails; None for never."""
    return None if given == _NEVER else _level(given, _NEVER)


def find(name: str) -> Rule:
    """Return the rule of a code or a name, in any case; raise `ConfigError` if there is no such rule."""
    from reportc.check import RULES  # the rules need the grammar's words, and so lark

    found = [rule for rule in RULES if name.upper() == rule.code or name.lower() == rule.name]
    if not found:
        raise _unknown(name, [word for rule in RULES for word in (rule.code, rule.name)])
    if len(found) > 1:
        codes = [rule.code for rule in found]
        raise ConfigError(f"{name} 不止一条：{'、'.join(codes)}", f"several rules: {', '.join(codes)}")
    return found[0]


def _code(code: str) -> str:
    """Return `code` if some rule's code begins with it."""
    from reportc.check import RULES  # as above

    if not any(rule.code.startswith(code.upper()) for rule in RULES):
        raise _unknown(code, [rule.code for rule in RULES])
    return code.upper()


def _unknown(code: str, known: list[str]) -> ConfigError:
    spelled = (difflib.get_close_matches(word, known, 3, _ALIKE) for word in (code.upper(), code.lower()))
    near = next((found for found in spelled if found), [])
    hint = f"；相近的有 {'、'.join(near)}" if near else "；全部规则见 reportc rules"
    return ConfigError(f"没有规则 {code}{hint}", f"no such rule{'; near: ' + ', '.join(near) if near else ''}")


def _level(level: object, *more: str) -> Severity:
    if not isinstance(level, str) or level not in _LEVELS:
        known = "、".join((*_LEVELS, *more))
        raise ConfigError(f"没有「{level}」这个级别，可用的是 {known}", "no such severity")
    return _LEVELS[level]


def _table(file: Path) -> Mapping[str, Any] | None:
    """Return the settings in `file`; None if it is a project's and holds none."""
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(*because(error, f"无法读取 {file}", "cannot be read")) from None
    except ValueError as error:
        raise ConfigError(f"{file} 不是有效的 TOML：{error}", "not valid TOML") from None
    if file.name != SHARED:
        return table
    for key in _TABLE:
        table = table.get(key, {}) if isinstance(table, dict) else {}
    return table or None


def _settings(table: Mapping[str, Any], name: str) -> Settings:
    """Read each key by its reader; raise a `ConfigError` that names the file."""
    try:
        made = {key.replace("-", "_"): _reader(key)(value) for key, value in table.items()}
    except ConfigError as error:
        raise ConfigError(f"{name}：{error.text.zh}", error.text.en) from None
    return replace(DEFAULT, **made)


def _reader(key: str) -> Callable[[Any], Any]:
    if key not in _READERS:
        raise ConfigError(f"没有「{key}」这项设置，可用的是 {'、'.join(_READERS)}", "no such setting")
    return _READERS[key]


def _listed(value: object) -> Codes:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise ConfigError(f"应为规则代号的列表，不是 {value}", "expected a list of codes")
    return codes(value)


def _graded(value: object) -> tuple[tuple[str, Severity], ...]:
    return tuple((_code(code), _level(level)) for code, level in _mapped(value).items())


def _by_file(value: object) -> tuple[tuple[str, Codes], ...]:
    return tuple((pattern, _listed(listed)) for pattern, listed in _mapped(value).items())


def _mapped(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"应为一张表，不是 {value}", "expected a table")
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(f"应为 true 或 false，不是 {value}", "expected true or false")
    return value


def _language(value: object) -> str:
    if value not in _LANGUAGES:
        raise ConfigError(f"没有「{value}」这种语言，可用的是 {'、'.join(_LANGUAGES)}", "no such language")
    return str(value)


_READERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "select": _listed,
        "ignore": _listed,
        "severity": _graded,
        "language": _language,
        "fail-on": fail_on,
        "per-file-ignores": _by_file,
        "complete": _switch,
    }
)
