"""The output of `check --format json` is valid by its schema, which rejects everything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, NotRequired, get_args, get_origin, get_type_hints

import pytest
from jsonschema import Draft202012Validator

from called import call
from reportc import api
from reportc.check import RULES
from reportc.diagnostic import Severity
from reportc.emit import canonical, diagnostics, formats, lsp, record
from reportc.emit.findings import Findings
from reportc.settings import Settings
from test_rules import FOLDER, cases

if TYPE_CHECKING:
    import pydantic

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
SCHEMA: dict[str, Any] = json.loads(diagnostics.SCHEMA.read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
FINDING = Draft202012Validator({"$ref": "#/$defs/Diagnostic", "$defs": SCHEMA["$defs"]})
WRITTEN: dict[type[pydantic.BaseModel], Any] = {
    diagnostics.Position: lsp.LspPosition,
    diagnostics.Range: lsp.LspRange,
    diagnostics.Location: lsp.LspLocation,
    diagnostics.Related: lsp.LspRelated,
    diagnostics.TextEdit: lsp.LspTextEdit,
    diagnostics.Fix: lsp.LspFix,
    diagnostics.Suspect: lsp.LspSuspect,
    diagnostics.Data: lsp.LspData,
    diagnostics.Diagnostic: lsp.LspDiagnostic,
}
RIGHT = (EXAMPLES / "tab-rows-2021.txt").read_text("utf-8")
CAUSES: dict[str, str | bytes] = {
    "/": RIGHT.replace("\t330\t", "\t335\t", 1),
    "either:": next(cases(FOLDER / "A301.md")).report,
    "text:": RIGHT.replace(
        "一、总体情况\n", "一、总体情况\n\n共收到政府信息公开申请12件，其中自然人12件，法人3件。\n", 1
    ),
}


def program(*arguments: str | Path) -> bytes:
    """Run the program, and return its output."""
    done = call(*map(str, arguments))
    assert done.returncode in {0, 1}, done.stderr.decode()
    return done.stdout


def checked(text: str | bytes, language: Any = "zh") -> dict[str, Any]:
    """Return the item of a report."""
    settings = Settings(language=language)
    found = api.check(text, settings=settings)
    item: dict[str, Any] = json.loads(formats.json(Findings("a b.txt", found, found.diagnostics, language=language)))
    return item


def data(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the data of all findings."""
    return [finding["data"] for item in items for finding in item["diagnostics"]]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in JSON data, the outer ones first."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


@pytest.fixture(scope="module", params=["zh", "en"])
def printed(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """Check the examples, one of them a Word file, and all cases."""
    given = (*EXAMPLES.glob("*.txt"), EXAMPLES / "draft-2023.docx", HERE / "cases")
    options = "-j", "1", "--format", "json", "--lang", request.param
    items: list[dict[str, Any]] = json.loads(program("check", *options, *given))
    return items


# ---------------------------------------------------------------- the schema itself


def test_committed_schema_is_made_from_the_models() -> None:
    committed = diagnostics.SCHEMA.read_bytes().decode("utf-8")
    made = canonical.schema(diagnostics.Findings)
    assert committed == made, "the models have changed: run `make schema` and commit what it writes"
    assert program("schema", "--diagnostics").decode("utf-8") == made


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_only_one_schema_is_printed() -> None:
    with pytest.raises(AssertionError, match="--tables"):
        program("schema", "--diagnostics", "--tables")


def test_every_object_is_closed_and_every_field_has_its_words() -> None:
    made = [node for node in SCHEMA["$defs"].values() if node["type"] == "object"]
    assert len(made) == len(WRITTEN) + 1
    for node in made:
        assert node["additionalProperties"] is False
        assert all(not field["title"].isascii() and "default" not in field for field in node["properties"].values())
    assert all(node["description"] for node in SCHEMA["$defs"].values())


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_keys_are_those_that_are_written(model: type[pydantic.BaseModel]) -> None:
    hints = get_type_hints(WRITTEN[model], include_extras=True)
    may_lack = {key for key, hint in hints.items() if get_origin(hint) is NotRequired}
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    assert list(fields) == list(hints)
    assert {key for key, field in fields.items() if not field.is_required()} == may_lack
    nullable = {key for key, hint in hints.items() if get_origin(hint) is UnionType and type(None) in get_args(hint)}
    assert {key for key, field in fields.items() if type(None) in get_args(field.annotation)} == nullable


def test_words_of_the_rules_fit() -> None:
    of = SCHEMA["$defs"]["Diagnostic"]["properties"], SCHEMA["$defs"]["Data"]["properties"]
    code, name = Draft202012Validator(of[0]["code"]), Draft202012Validator(of[1]["name"])
    assert all(code.is_valid(rule.code) and name.is_valid(rule.name) for rule in RULES)
    assert of[0]["severity"]["enum"] == list(Severity)


# ---------------------------------------------------------------- the output


def test_what_the_program_prints_is_valid(printed: list[dict[str, Any]]) -> None:
    VALIDATOR.validate(printed)
    diagnostics.Findings.model_validate_json(json.dumps(printed))
    assert len(printed) > len([*(HERE / "cases").glob("*.txt")])
    assert {"incomplete", "not-a-report", "passed"} <= {item["verdict"] for item in printed}


def test_a_word_file_has_places_and_a_text_has_none(printed: list[dict[str, Any]]) -> None:
    word = [item for item in printed if item["source"].endswith(".docx")]
    assert data(word)
    assert all(one["place"] for one in data(word))
    assert not any("place" in one for one in data([item for item in printed if item not in word]))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_findings_of_every_rule_are_valid(path: Path) -> None:
    """Validate the findings of each rule in its own document; those between years need the report of another year."""
    items = [checked(case.report) for case in cases(path) if not case.files]
    own = [item | {"diagnostics": [one for one in item["diagnostics"] if one["code"] == path.stem]} for item in items]
    VALIDATOR.validate(own)
    assert path.stem.startswith("Y") or not items or any(item["diagnostics"] for item in own)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", CAUSES)
def test_causes_of_every_kind_are_valid(kind: str, language: str) -> None:
    item = checked(CAUSES[kind], language)
    VALIDATOR.validate([item])
    assert any(one.get("cause", "").startswith(kind) for one in data([item]))


@pytest.mark.parametrize("kind", CAUSES)
def test_what_is_not_printed_is_refused(kind: str) -> None:
    item = checked(CAUSES[kind])
    for number, node in enumerate(objects(item)):
        more = json.loads(json.dumps(item))
        next(islice(objects(more), number, None))["more"] = 1
        assert not VALIDATOR.is_valid([more]), node


@pytest.mark.parametrize("key", ["range", "severity", "code", "source", "message", "data"])
def test_no_key_of_a_finding_may_be_missing(key: str) -> None:
    finding = checked(CAUSES["/"])["diagnostics"][0]
    assert FINDING.is_valid(finding)
    del finding[key]
    assert not FINDING.is_valid(finding)


def test_diagnostics_of_a_record_are_valid() -> None:
    for path in (*EXAMPLES.glob("*.txt"), EXAMPLES / "draft-2023.docx"):
        made = record.record(path.name, api.compile(path.read_bytes()))
        for finding in json.loads(canonical.line(made))["diagnostics"]:
            FINDING.validate(finding)
    faults = record.record("a.txt", api.compile((EXAMPLES / "faults-2021.txt").read_bytes()))
    assert faults["diagnostics"]
