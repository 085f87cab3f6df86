"""The JSON of `check --format json` as models, from which its schema is made.

`lsp` and `formats` write it without pydantic; a test holds the keys here against what they write.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, RootModel

from reportc.emit.findings import Verdict
from reportc.result.node import JsonModel

SCHEMA = Path(__file__).with_name("reportc.diagnostics.schema.json")
"""The committed schema; a test compares it with what the models give."""

Offset = Annotated[int, Field(ge=0)]
Pointer = Annotated[str, Field(pattern="^/")]


class Position(JsonModel):
    """A place between two characters of the text; of a file that is no text, of what `reportc text` prints."""

    line: Offset = Field(title="行", description="From 0.")
    character: Offset = Field(title="列", description="In UTF-16 code units, from 0.")


class Range(JsonModel):
    """A stretch of the text."""

    start: Position = Field(title="起")
    end: Position = Field(title="止", description="After the last character; the same as `start` if nothing is there.")


class Location(JsonModel):
    """A stretch of a document."""

    uri: str = Field(
        title="文件",
        description="`source` as a URI reference: percent-encoded, relative where the path is.",
        json_schema_extra={"format": "uri-reference"},
    )
    range: Range = Field(title="范围")


class Related(JsonModel):
    """Another place that explains the finding."""

    location: Location = Field(title="位置")
    message: str = Field(title="说明", description="In the language of `--lang`.")


class TextEdit(JsonModel):
    """Replace the text at `range`; insert, where that is empty."""

    range: Range = Field(title="范围")
    new_text: str = Field(alias="newText", title="新文字", description="May be empty: the text is taken out.")


class Fix(JsonModel):
    """A fix on offer."""

    title: str = Field(title="改法", description="What it does, in the language of `--lang`.")
    safe: bool = Field(
        title="可直接改正",
        description="Never changes what the report says; `--fix` makes others with `--unsafe-fixes` only.",
    )
    edits: tuple[TextEdit, ...] = Field(
        title="改动", description="All or none of them; the ranges are those of the text as it was checked."
    )


class Suspect(JsonModel):
    """A cell whose change would satisfy the broken equations."""

    path: Pointer = Field(title="格", description="A JSON pointer into the canonical report.")
    printed: int | float | None = Field(
        title="所印",
        description="As in the canonical report: a count, or an amount in 万元; null where none is printed.",
    )
    implied: int = Field(title="应为", description="What would satisfy them.")


class Data(JsonModel):
    """What LSP has no member for. Members other than `name` and `paths` are left out where there is nothing to say."""

    name: str = Field(
        title="规则名", description="The name of the rule, which goes with `code`.", pattern="^[a-z0-9]+(-[a-z0-9]+)*$"
    )
    paths: tuple[Pointer, ...] = Field(
        title="格",
        description="The cells that the finding is about, as JSON pointers into the canonical report. The pointer of "
        "a row, a table or a section stands for all that is in it. Empty where it is about no part of the report.",
    )
    place: str = Field(
        default_factory=str,
        min_length=1,
        title="文件中的位置",
        description="Where the finding begins in a file that is no text, in words for a person, in the language of "
        "`--lang`, not to be parsed. In documents 第7段 (paragraph 7) or 表2 第9行第3列 (table 2, row 9, cell 3), in "
        "PDF and OFD the page, too: 第2页 (page 2); in workbooks a cell, Sheet1!D7, or the name of a sheet. All "
        "count from 1. Left out for text and web pages, where `range` is the place.",
    )
    suspects: tuple[Suspect, ...] = Field(
        default_factory=tuple,
        min_length=1,
        title="可疑的格",
        description="The cells that are probably wrong, each with what it should be.",
    )
    fixes: tuple[Fix, ...] = Field(
        default_factory=tuple, min_length=1, title="改法", description="Each is a fix by itself."
    )
    cause: str = Field(
        default_factory=str,
        pattern="^(/|either:/|text:[0-9]+$)",
        title="起因",
        description="The same in all findings of a report that come of one fault. A JSON pointer: the first of the "
        "cells that are wrong, or the section that is missing; `either:` and a pointer: several changes would do, "
        "and the first of them begins with this cell; `text:` and an offset into the text, in characters from 0: "
        "a number in a sentence.",
    )


class Diagnostic(JsonModel):
    """A finding, in the shape of a diagnostic of LSP 3.17. Records (`compile --to ndjson`) have the same."""

    range: Range = Field(title="范围")
    severity: Literal[1, 2, 3] = Field(title="级别", description="1 error, 2 warning, 3 info.")
    code: str = Field(
        title="规则",
        description="The code of the rule; `reportc rule CODE` prints its page. Codes never change their meaning.",
        pattern="^[A-Z][0-9]{3}$",
    )
    source: Literal["reportc"] = Field(title="来源")
    message: str = Field(title="说明", description="In the language of `--lang`.")
    related_information: tuple[Related, ...] = Field(
        default_factory=tuple,
        min_length=1,
        alias="relatedInformation",
        title="相关之处",
        description="Other places of the same document. Left out where there are none.",
    )
    data: Data = Field(title="数据")


class CheckedReport(JsonModel):
    """A report that was checked."""

    source: str = Field(title="文件", description="The name of the input, as given or as found in a folder.")
    verdict: Verdict = Field(
        title="结论",
        description="The first of these that fits. not-a-report; incomplete: some cell of the form has no number; "
        "errors, warnings: the gravest of the findings; passed: every rule judged, every cell was read, and all "
        "sums hold; nothing-found: by the rules that were asked for, or besides what a baseline knows.",
    )
    diagnostics: tuple[Diagnostic, ...] = Field(
        title="发现",
        description="In the order of the text; without what a baseline knows or `--min-severity` leaves out.",
    )


class Findings(RootModel[tuple[CheckedReport, ...]]):
    """The findings in reports, an item for each that was read, in the order of the inputs."""
