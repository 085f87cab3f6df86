"""The JSON Schema matches the models, the models match the form, and reports are valid by both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pydantic
import pytest
from jsonschema import Draft202012Validator

import paper
from reportc import form
from reportc.emit import canonical
from reportc.result import form_models, model

SCHEMA: dict[str, Any] = json.loads(canonical.SCHEMA.read_text("utf-8"))
REPORT: dict[str, Any] = json.loads(canonical.pretty(paper.complete("2021", 2022).report))
MODELS = {
    (edition, section): models[at % len(models)]
    for section, models in form_models.MODELS.items()
    for at, edition in enumerate(form.EDITIONS)
}


def leaves(node: type[pydantic.BaseModel], path: form.Path) -> Iterator[form.Path]:
    """Yield the paths of all numbers below a model, in the order of the JSON."""
    for name, info in node.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, pydantic.BaseModel):
            yield from leaves(kind, (*path, name))
        elif name != "edition":
            yield (*path, name)


def form_tables(edition: form.Edition, section: str) -> tuple[form.Table, ...]:
    """Return the tables of a section in the form."""
    if section == "proactive_disclosure":
        return form.ARTICLES[edition]
    return (form.APPLICATIONS[edition],) if section == "applications" else (form.PROCEEDINGS,)


def test_committed_schema_is_made_from_the_models() -> None:
    committed = canonical.SCHEMA.read_bytes().decode("utf-8")
    assert committed == canonical.schema(), "the models have changed: run `make schema` and commit what it writes"


def test_committed_stub_is_made_from_the_models() -> None:
    committed = form_models.STUB.read_bytes().decode("utf-8")
    assert committed == form_models.stub(), "the models have changed: run `make schema` and commit what it writes"


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("edition", "section"), MODELS)
def test_models_have_the_rows_and_columns_of_the_form(edition: form.Edition, section: str) -> None:
    expected = [
        (*row, column)
        for table in form_tables(edition, section)
        for row in table.row_paths()
        for column in table.columns
    ]
    assert list(leaves(MODELS[edition, section], (section,))) == expected


def test_models_have_both_editions() -> None:
    assert form.EDITIONS == ("2019", "2021")
    assert [name for name in model.Report.model_fields if name in form.SECTIONS] == list(form.SECTIONS)


def test_all_that_the_form_names_has_its_words() -> None:
    fields = [field for node in SCHEMA["$defs"].values() for field in node["properties"].values()]
    assert all(not field["title"].isascii() for field in fields)


@pytest.mark.parametrize("edition", form.EDITIONS)
def test_reports_are_valid_and_come_back(edition: form.Edition) -> None:
    report = paper.complete(edition, 2020).report
    text = canonical.pretty(report)
    Draft202012Validator(SCHEMA).validate(json.loads(text))
    assert model.Report.model_validate_json(text) == report


def test_the_empty_report_is_valid() -> None:
    report = model.build(paper.Paper().report())
    Draft202012Validator(SCHEMA).validate(json.loads(canonical.pretty(report)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("applications", "new", "total"), 1.5),
        (("applications", "new", "total"), "1"),
        (("applications", "new", "total"), True),
        (("applications", "new", "sum"), 1),
        (("applications", "edition"), "2020"),
        (("proactive_disclosure", "article_20_8", "fees", "amount"), "2.9"),
        (("reportc",), 2),
        (("overview",), None),
        (("year",), "2022"),
    ],
)
def test_what_is_not_a_report_is_refused_by_both(path: form.Path, value: object) -> None:
    wrong = json.loads(json.dumps(REPORT))
    place = wrong
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not Draft202012Validator(SCHEMA).is_valid(wrong)
    with pytest.raises(pydantic.ValidationError):
        model.Report.model_validate_json(json.dumps(wrong))


@pytest.mark.parametrize("key", REPORT)
def test_no_key_may_be_missing(key: str) -> None:
    wrong = {name: value for name, value in REPORT.items() if name != key}
    assert not Draft202012Validator(SCHEMA).is_valid(wrong)
    with pytest.raises(pydantic.ValidationError):
        model.Report.model_validate_json(json.dumps(wrong))
