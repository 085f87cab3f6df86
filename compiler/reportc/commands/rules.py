"""`reportc rule CODE`, a rule's page, and `reportc rules`, all of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from reportc import config, output
from reportc.commands.options import Tongue
from reportc.diagnostic import Language
from reportc.emit import canonical, rule_page


class Format(StrEnum):
    """What `--format` knows."""

    HUMAN = "human"
    JSON = "json"
    MARKDOWN = "markdown"


Code = Annotated[str, typer.Argument(metavar="CODE", show_default=False, help="代号或名称 · its code or name")]
Form = Annotated[Format, typer.Option("--format", help="格式 · format")]
Lang = Annotated[Tongue | None, typer.Option(show_default="zh", help="语言 · language")]


def rule(code: Code, form: Form = Format.HUMAN, lang: Lang = None) -> None:
    """打印一条规则的说明 · print the page of a rule."""
    found, language = config.find(code), _language(lang)
    match form:
        case Format.HUMAN:
            _print(rule_page.text(found, language))
        case Format.JSON:
            _print(canonical.block(rule_page.data(found, language)))
        case Format.MARKDOWN:
            _print(f"# {found.code} {found.name}\n\n{rule_page.markdown(found, language)}")


def rules(form: Form = Format.HUMAN, lang: Lang = None) -> None:
    """列出全部规则 · list all rules."""
    from reportc.check import RULES  # the rules need the grammar's words, and so lark

    language = _language(lang)
    match form:
        case Format.HUMAN:
            _print(rule_page.listing(RULES, language))
        case Format.JSON:
            _print(canonical.block([rule_page.data(one, language) for one in RULES]))
        case Format.MARKDOWN:
            _print(rule_page.table(RULES, language))


def _language(lang: Tongue | None) -> Language:
    return lang.value if lang else config.load().language


def _print(text: str) -> None:
    with output.writing(None) as stream:
        stream.write(text.encode())
