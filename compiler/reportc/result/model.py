"""The canonical report, version 1, as a model: what `data` says of a tree, validated, with types and a schema."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from reportc.result import form_models
from reportc.result.data import PROSE, data
from reportc.result.node import JsonModel
from reportc.syntax import nodes


class Report(JsonModel):
    """政府信息公开工作年度报告.

    Counts are integers and amounts numbers in 万元, as printed, faults included; null where
    nothing is printed. A table that does not occur is null, a section of prose that does not is empty.
    """

    reportc: Literal[1] = Field(description="The version of this JSON.")
    title: str | None = Field(title="标题")
    agency: str | None = Field(title="机关")
    year: int | None = Field(title="年度")
    edition: form_models.EditionOrMixed | None = Field(
        title="表式", description="The edition of the form that all tables share; mixed where they do not."
    )
    preamble: tuple[str, ...] = Field(title="导语", description="Paragraphs between the title and section 1.")
    overview: tuple[str, ...] = Field(title=form_models.title("OVERVIEW"), description="Paragraphs.")
    proactive_disclosure: form_models.ProactiveDisclosure | None = Field(
        title=form_models.title("PROACTIVE_DISCLOSURE")
    )
    applications: form_models.Applications | None = Field(title=form_models.title("APPLICATIONS"))
    proceedings: form_models.Proceedings | None = Field(title=form_models.title("PROCEEDINGS"))
    problems: tuple[str, ...] = Field(title=form_models.title("PROBLEMS"), description="Paragraphs.")
    other_matters: tuple[str, ...] = Field(title=form_models.title("OTHER_MATTERS"), description="Paragraphs.")


def build(tree: nodes.Report) -> Report:
    """Return the canonical report of `tree`."""
    plain = data(tree)
    return Report.model_validate(plain | {name: tuple(plain[name]) for name in PROSE})
