"""`reportc rule` and `reportc rules`, the pages of the rules, and `reportc man`, the manual pages of the commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from reportc import __version__, config, output
from reportc.commands.options import Tongue, language_of
from reportc.emit import canonical, rule_page
from reportc.failure import Failure


class ManualFormat(StrEnum):
    """The values of `--format`."""

    HUMAN = "human"
    JSON = "json"
    MARKDOWN = "markdown"


Code = Annotated[str, typer.Argument(metavar="CODE", show_default=False, help="代号或名称 · its code or name")]
Form = Annotated[ManualFormat, typer.Option("--format", help="格式 · format")]
Lang = Annotated[Tongue | None, typer.Option(show_default="zh", help="语言 · language")]


def rule(code: Code, form: Form = ManualFormat.HUMAN, lang: Lang = None) -> None:
    """打印一条规则的说明 · print the page of a rule."""
    found, language = config.find(code), language_of(lang)
    match form:
        case ManualFormat.HUMAN:
            _print(rule_page.text(found, language))
        case ManualFormat.JSON:
            _print(canonical.block(rule_page.data(found, language)))
        case ManualFormat.MARKDOWN:
            _print(f"# {found.code} {found.name}\n\n{rule_page.markdown(found, language)}")


def rules(form: Form = ManualFormat.HUMAN, lang: Lang = None) -> None:
    """列出全部规则 · list all rules."""
    from reportc.check import RULES  # the rules need the grammar's words, and so lark

    language = language_of(lang)
    match form:
        case ManualFormat.HUMAN:
            _print(rule_page.listing(RULES, language))
        case ManualFormat.JSON:
            _print(canonical.block([rule_page.data(one, language) for one in RULES]))
        case ManualFormat.MARKDOWN:
            _print(rule_page.table(RULES, language))


def _print(text: str) -> None:
    with output.writing(None) as stream:
        stream.write(text.encode())


# ---------------------------------------------------------------- the manual, from the output of --help


_EXIT = (
    ("0", "没有问题 · nothing is wrong"),
    (
        "1",
        (
            "有的输入不是报告，有达到 --fail-on 级别的发现，或 --complete 时报告未完成"
            " · an input is no report, something is found at or above --fail-on, or not finished with --complete"
        ),
    ),
    ("2", "用法不对，或文件无法读写 · wrong usage, or a file that cannot be read or written"),
    ("130, 143", "被 Ctrl-C 或终止信号打断，没有写一半的文件 · interrupted; no file is half written"),
)
_FILES = (
    ("reportc.toml", "设置，取最近的一个 · settings; the nearest one is taken"),
    ("pyproject.toml", "其中的 [tool.reportc] 也是设置 · [tool.reportc] in it are settings too"),
)
_MARKS = re.compile(r"^(?=[.'])", re.MULTILINE)
_BREAKS = re.compile(r"(?<=[，。；：、）])(?=\S)")
"""Where a line of Chinese may end: roff breaks lines at blanks, and there are none."""

Name = Annotated[str | None, typer.Argument(metavar="COMMAND", show_default=False, help="命令 · a command")]
Folder = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FOLDER", help="写入全部手册页 · write all pages into FOLDER")
]


def man(context: typer.Context, name: Name = None, folder: Folder = None) -> None:
    """打印手册页 · print a manual page, for `man -l -`."""
    root = context.find_root()
    commands: dict[str, Any] = root.command.commands  # type: ignore[attr-defined]  # typer's group is not exported
    if folder is not None:
        for one in (None, *commands):
            _write(folder / f"{_title(one)}.1", _page(root, one))
        return
    if name is not None and name not in commands:
        known = "、".join(commands)
        raise Failure(f"没有「{name}」这个命令，有：{known}", f"no command “{name}”; there are: {', '.join(commands)}")
    with output.writing(None) as stream:
        stream.write(_page(root, name).encode())


def _write(target: Path, page: str) -> None:
    with output.writing(str(target)) as stream:
        stream.write(page.encode())


def _title(name: str | None) -> str:
    return f"reportc-{name}" if name else "reportc"


def _page(root: Any, name: str | None) -> str:
    """Return a page in roff: of one command, or of the program."""
    command = root.command.commands[name] if name else root.command
    context = command.context_class(command, info_name=name or "reportc", parent=root if name else None)
    summary, _, rest = (command.help or "").partition("\n")
    lines = [
        f'.TH "{_title(name).upper()}" 1 "" "reportc {__version__}" "reportc"',
        ".ad l\n.nh",  # no line of Chinese can be stretched, and no name may be cut
        *_section("NAME", f"{_text(_title(name))} \\- {_text(summary.rstrip('.。'))}"),
        *_section(
            "SYNOPSIS", f".B {_text(context.command_path)}\n{_text(' '.join(command.collect_usage_pieces(context)))}"
        ),
        *(_section("DESCRIPTION", _text(rest.strip()).replace("\n\n", "\n.PP\n")) if rest.strip() else ()),
        *_table("OPTIONS", _records(command, context)),
        *(() if name else _table("COMMANDS", [(key, _first(one)) for key, one in command.commands.items()])),
        *_table("EXIT STATUS", _EXIT),
        *_table("FILES", _FILES),
        *_section("SEE ALSO", ".BR reportc (1)" if name else ""),
    ]
    return "\n".join(lines) + "\n"


def _first(command: Any) -> str:
    return str((command.help or "").partition("\n")[0])


def _records(command: Any, context: Any) -> Iterator[tuple[str, str]]:
    """Yield the arguments and options of a command, and their help."""
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record:
            yield record


def _section(title: str, text: str) -> list[str]:
    return [f".SH {title}", text] if text else []


def _table(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    """Return a section of terms, each with its explanation."""
    found = [line for words, meaning in rows for line in (".TP", f".B {_text(words)}", _text(meaning))]
    return [f".SH {title}", *found] if found else []


def _text(text: str) -> str:
    """Escape a text for roff, which may break it after Chinese marks."""
    return _BREAKS.sub(r"\\:", _MARKS.sub(r"\\&", text.replace("\\", r"\e").replace("-", r"\-")))
