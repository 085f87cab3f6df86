"""The JSON of a roll-up as models, from which its schema is made."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from reportc.result import form_models
from reportc.result.node import JsonModel


class Sums(JsonModel):
    """The three tables as in the canonical JSON; null where a cell is not known."""

    proactive_disclosure: form_models.ProactiveDisclosure = Field(title=form_models.title("PROACTIVE_DISCLOSURE"))
    applications: form_models.Applications = Field(title=form_models.title("APPLICATIONS"))
    proceedings: form_models.Proceedings = Field(title=form_models.title("PROCEEDINGS"))


class Unit(JsonModel):
    """A file that was received."""

    agency: str | None = Field(title="单位", description="As the roster has it; else as the report prints it.")
    source: str = Field(title="文件")
    year: int | None = Field(title="年度")
    edition: form_models.EditionOrMixed | None = Field(title="表式")
    state: Literal["counted", "copy", "repeated", "superseded", "wrong_year", "unknown", "unread"] = Field(
        title="状态",
        description="counted: in the sum; copy: the same numbers as one that counts; repeated: other numbers, none "
        "counts; superseded: another was preferred; unread: not a report.",
    )
    counted: bool = Field(title="计入")
    verdict: Literal["passed", "warnings", "errors", "unread"] = Field(title="检查结果")
    errors: int = Field(title="错误")
    warnings: int = Field(title="警告")


class Difference(JsonModel):
    """A cell in which the office's own report is not the sum."""

    path: str = Field(title="格", description="A JSON pointer into the tables.")
    printed: int | float = Field(title="本级报告所印")
    sum: int | float = Field(title="各单位之和")


class Rollup(JsonModel):
    """The roll-up of a year's reports over the units of a place."""

    reportc_rollup: Literal[1] = Field(title="汇总", description="The version of this JSON.")
    agency: str | None = Field(title="汇总机关")
    year: int = Field(title="年度")
    roster: list[str] | None = Field(title="名册", description="Null where none was given.")
    missing: list[str] = Field(title="未报送")
    repeated: dict[str, list[str]] = Field(title="重复报送", description="Files by agency.")
    wrong_year: dict[str, list[str]] = Field(title="年度不符", description="Files by agency.")
    unknown_units: list[str] = Field(title="名册外", description="Files of agencies that are not on the roster.")
    units: list[Unit] = Field(title="收到的文件")
    counted: int = Field(title="计入的单位数")
    sum: Sums = Field(title="合计", description="Null where the cell of some unit has no number.")
    known: Sums = Field(title="已印各数之和", description="Null where no unit prints a number.")
    printed: Sums = Field(title="印有数的单位数")
    holes: dict[str, list[str]] = Field(title="缺数", description="Agencies by the pointer of the cell they lack.")
    against: str | None = Field(title="本级报告")
    differences: list[Difference] = Field(title="与本级报告不符")
    findings: list[dict[str, Any]] = Field(
        title="发现", description="LSP diagnostics as in records, with the file as `source`, and the unit's `agency`."
    )
