"""The desk of the clerk's page: calls in JSON and bytes, each of which gets an answer."""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import reportc
from kinds import READ
from reportc.api import convert, fix
from reportc.desk import Desk, papers
from reportc.emit.findings import Findings
from reportc.emit.formats import json as as_json

EXAMPLES = Path(__file__).parents[1] / "examples"
FAULTS = EXAMPLES / "faults-2021.txt"
WORD = EXAMPLES / "draft-2023.docx"
PROTOCOL = Path(__file__).parents[1] / "compiler" / "page" / "src" / "protocol.ts"
Json = dict[str, Any]


class Clerk:
    """A client of a desk."""

    def __init__(self) -> None:
        self.desk = Desk()

    def answered(self, method: str, *blobs: bytes, **given: object) -> tuple[Json, list[bytes]]:
        """Call a method; return the answer, a result or a problem, and the blobs."""
        data, made = self.desk.answer(method, json.dumps(given), blobs)
        answer: Json = json.loads(data)
        return answer, made

    def ask(self, method: str, *blobs: bytes, **given: object) -> Json:
        """Call a method; return the result, with the blobs as `made`."""
        answer, made = self.answered(method, *blobs, **given)
        assert "problem" not in answer, answer
        return {**answer["result"], "made": made}

    def open(self, path: Path) -> Json:
        """Open a file."""
        return self.ask("open", path.read_bytes(), name=path.name)

    def problem(self, method: str, *blobs: bytes, **given: object) -> str:
        """Call a method that fails; return the message."""
        answer, _ = self.answered(method, *blobs, **given)
        said: str = answer["problem"]["zh"]
        return said


@pytest.fixture
def clerk() -> Iterator[Clerk]:
    """Give a client of an empty desk, which is cleared afterwards."""
    made = Clerk()
    yield made
    made.desk.close()


def boxes(document: Json) -> list[Json]:
    return [box for one in document["blocks"] if one["type"] == "grid" for row in one["rows"] for box in row]


def numbers(document: Json) -> list[Json]:
    return [box for box in boxes(document) if box["editable"] and box["state"] == "printed"]


def paragraphs(document: Json) -> list[Json]:
    return [one for one in document["blocks"] if one["type"] == "paragraph" and one["editable"]]


def found(data: bytes | str) -> list[str]:
    return [f"{one.rule.code} {one.message()}" for one in reportc.check(data).diagnostics]


def shown(document: Json) -> list[str]:
    return [f"{one['code']} {one['message']}" for one in document["diagnostics"]]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_findings_and_verdict_are_those_of_check(clerk: Clerk, path: Path) -> None:
    document = clerk.open(path)
    checked = reportc.check(path.read_bytes())
    line = json.loads(as_json(Findings(path.name, checked, checked.diagnostics)))
    assert document["diagnostics"] == line["diagnostics"]
    assert document["report"]["verdict"] == line["verdict"]


def test_a_row_that_is_missing_stands_in_its_place(clerk: Clerk) -> None:
    lines = (EXAMPLES / "tab-rows-2021.txt").read_text("utf-8").splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if "部分公开" in line and "\t" in line)
    document = clerk.ask("open", "".join(lines[:at] + lines[at + 1 :]).encode(), name="x.txt")
    rows = [row for one in document["blocks"] if one.get("section") == "applications" for row in one["rows"]]
    paths = [box["path"].rpartition("/")[0] for row in rows for box in row if box["path"].endswith("/total")]
    where = paths.index("/applications/outcomes/partly_disclosed")
    assert paths[where - 1] == "/applications/outcomes/disclosed"
    missing = [box for row in rows for box in row if box["state"] == "missing"]
    assert len(missing) == 7
    assert not any(box["editable"] for box in missing)
    assert next(box for box in boxes(document) if box["path"] == "/applications/outcomes/partly_disclosed")["findings"]
    assert clerk.ask("edit", id=document["id"], element=missing[0]["id"], text="1")["rejected"]
    offered = next(each for one in document["findings"] for each in one["fixes"] if "X005" in one["codes"])
    changed = clerk.ask("fix", id=document["id"], fixes=[offered["id"]])["document"]
    assert not [box for box in boxes(changed) if box["state"] == "missing"]


def test_what_is_linked_is_there(clerk: Clerk) -> None:
    document = clerk.open(FAULTS)
    elements = {one["id"] for one in (*document["blocks"], *boxes(document))}
    ids = {kind: {one["id"] for one in document[kind]} for kind in ("findings", "equations", "claims")}
    for one in (*boxes(document), *document["blocks"], *document["findings"]):
        for kind, known in ids.items():
            assert known.issuperset(one.get(kind, ()) if kind != "findings" or "title" not in one else ())
    for one in (*document["findings"], *document["equations"], *document["claims"]):
        assert elements.issuperset(one["elements"])
    for one in document["equations"]:
        assert set(one["parts"]) | set(one["wholes"]) == set(one["elements"])
    fixes = [each for one in document["findings"] for each in one["fixes"]]
    assert len({each["id"] for each in fixes}) == len(fixes) > 0
    assert all(each["preview"] for each in fixes)


def test_marks_stand_at_what_is_spoken_of(clerk: Clerk) -> None:
    document = clerk.ask("paste", text="一、总体情况\n𠀀本年新收政府信息公开申请3件，办结4件。\n")
    marks = {one["text"][mark["start"] - 1 : mark["end"] - 1] for one in document["blocks"] for mark in one["marks"]}
    claims = {claim["text"] for claim in document["claims"]}
    assert claims <= marks


def test_the_answer_has_the_keys_of_the_protocol(clerk: Clerk) -> None:
    opened = clerk.open(WORD)
    cell = next(box for box in numbers(opened) if box["equations"] and box["text"] != "0")
    document = clerk.ask("edit", id=opened["id"], element=cell["id"], text=f"{cell['text']}1")["document"]
    expected = interfaces(PROTOCOL.read_text("utf-8"))
    samples = {
        "Document": document,
        "Summary": document["report"],
        "Can": document["can"],
        "SaveKind": document["can"]["save"][0],
        "TextBlock": paragraphs(document)[0],
        "GridBlock": next(one for one in document["blocks"] if one["type"] == "grid"),
        "Box": numbers(document)[0],
        "Finding": document["findings"][0],
        "Break": next(each for one in document["findings"] for each in one["breaks"]),
        "Suspect": next(each for one in document["findings"] for each in one["suspects"]),
        "Fix": next(each for one in document["findings"] for each in one["fixes"]),
        "Change": next(each["preview"][0] for one in document["findings"] for each in one["fixes"]),
        "Equation": document["equations"][0],
        "Claim": document["claims"][0],
    }
    for name, sample in samples.items():
        assert set(sample) == expected[name], name


def interfaces(source: str) -> Mapping[str, set[str]]:
    """Return the required keys of each interface of the protocol."""
    bodies = re.findall(r"^export interface (\w+) \{\n(.*?)^\}", source, re.MULTILINE | re.DOTALL)
    return {name: set(re.findall(r"^  (\w+):", body, re.MULTILINE)) for name, body in bodies}


def test_all_that_is_typed_into_an_element_is_one_step(clerk: Clerk) -> None:
    document = clerk.open(FAULTS)
    first, second = numbers(document)[:2]
    for text in ("7", "71", "712"):
        changed = clerk.ask("edit", id=document["id"], element=first["id"], text=text)["document"]
    assert next(box for box in boxes(changed) if box["id"] == first["id"])["text"] == "712"
    clerk.ask("edit", id=document["id"], element=second["id"], text="8")
    assert shown(clerk.ask("undo", id=document["id"])) == shown(changed)
    back = clerk.ask("undo", id=document["id"])
    assert shown(back) == shown(document)
    assert back["revision"] == 6
    assert (back["can"]["undo"], back["can"]["redo"]) == (False, True)
    assert shown(clerk.ask("redo", id=document["id"])) == shown(changed)


@pytest.mark.parametrize("kind", ["txt", "docx", "html", "xlsx", "pdf"])
def test_a_sentence_and_a_cell_are_edited_in_every_kind(clerk: Clerk, kind: str) -> None:
    if kind not in (*READ, "txt"):
        pytest.skip(f"{kind} is not read here")
    data = convert(FAULTS.read_bytes(), kind, fix=False).data
    assert data
    document = clerk.ask("open", data, name=f"报告.{kind}")
    assert document["kind"] == {"txt": "text"}.get(kind, kind)
    paragraph = paragraphs(document)[1]
    text = paragraph["text"].replace("。", "，特此说明。", 1)
    changed = clerk.ask("edit", id=document["id"], element=paragraph["id"], text=text)
    assert not changed["rejected"]
    assert text in [one["text"] for one in paragraphs(changed["document"])]
    cell = next(box for box in numbers(document) if not box["equations"])
    changed = clerk.ask("edit", id=document["id"], element=cell["id"], text="4567")
    assert not changed["rejected"]
    offered = [one["kind"] for one in changed["document"]["can"]["save"]]
    assert ("original" in offered) is (kind != "pdf")
    saved = clerk.ask("save", id=document["id"], kind="original" if kind != "pdf" else "docx")["made"][0]
    rows = {row.path: row.value for row in reportc.compile(saved).cells()}
    assert rows[cell["path"]] == 4567
    assert shown(clerk.ask("undo", id=document["id"])) != shown(changed["document"])


def test_a_fix_and_all_safe_fixes(clerk: Clerk) -> None:
    document = clerk.open(FAULTS)
    offered = next(each for one in document["findings"] for each in one["fixes"] if not each["safe"])
    changed = clerk.ask("fix", id=document["id"], revision=0, fixes=[offered["id"]])
    assert (changed["applied"], changed["rejected"]) == (1, [])
    assert len(shown(changed["document"])) < len(shown(document))
    clerk.ask("undo", id=document["id"])
    safe = clerk.ask("fixSafe", id=document["id"])
    assert safe["applied"] == document["can"]["safeFixes"]
    saved = clerk.ask("save", id=document["id"], kind="original")["made"][0]
    assert saved.decode() == fix(FAULTS.read_bytes()).text


def test_saved_files_have_names_and_types(clerk: Clerk) -> None:
    document = clerk.open(WORD)
    saved = {one["kind"]: clerk.ask("save", id=document["id"], kind=one["kind"]) for one in document["can"]["save"]}
    assert saved["original"]["made"][0] == WORD.read_bytes()
    assert saved["original"]["name"] == "draft-2023（已改）.docx"
    assert saved["findings"]["name"] == "draft-2023（检查结果）.html"
    assert saved["annotated"]["type"].endswith("wordprocessingml.document")
    with zipfile.ZipFile(io_of(saved["annotated"]["made"][0])) as package:
        assert "word/comments.xml" in package.namelist()


def io_of(data: bytes) -> Any:
    import io

    return io.BytesIO(data)


def test_a_text_is_annotated_as_a_word_file(clerk: Clerk) -> None:
    document = clerk.open(FAULTS)
    saved = clerk.ask("save", id=document["id"], kind="annotated")
    assert saved["name"] == "faults-2021（批注）.docx"
    assert reportc.compile(saved["made"][0]).report.year == 2022


def test_what_cannot_be_is_told(clerk: Clerk) -> None:
    assert clerk.problem("nothing") == "没有「nothing」这个操作"
    assert clerk.problem("open", name="x") == "没有收到文件"
    assert clerk.problem("undo", id="r1") == "这份报告已经关闭"
    document = clerk.open(FAULTS)
    assert clerk.problem("edit", id=document["id"], revision=5, element="b1", text="") == "报告已有新的改动，请再试一次"
    assert clerk.problem("edit", id=document["id"], text="") == "缺少 element"
    assert clerk.problem("save", id=document["id"], kind="exe") == "不能存成 exe"
    assert clerk.ask("edit", id=document["id"], element="b999", text="")["rejected"]
    assert clerk.ask("fix", id=document["id"], fixes=["f99.0"])["rejected"][0]["zh"] == "没有可改的"
    clerk.ask("close", id=document["id"])
    assert clerk.problem("text", id=document["id"]) == "这份报告已经关闭"
    assert json.loads(clerk.desk.answer("hello", "no json")[0])["problem"]
    assert json.loads(clerk.desk.answer("hello", "[]")[0])["problem"]


def test_half_a_character_is_none_of_an_answer(clerk: Clerk) -> None:
    document = clerk.ask("open", b"x", name="\ud83d.txt")
    assert document["name"] == "?.txt"
    assert clerk.ask("edit", id=document["id"], element="b0", text="\udc00")["document"]


def test_of_many_reports_the_one_left_longest_is_forgotten(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "_MOST", 3)
    ids = [clerk.ask("open", b"", name=str(number))["id"] for number in range(3)]
    clerk.ask("text", id=ids[0])
    fourth = clerk.open(FAULTS)
    answer, _ = clerk.answered("text", id=ids[1])
    assert (answer["problem"]["zh"], answer["lost"]) == ("这份报告已经关闭", True)
    clerk.ask("text", id=ids[0])
    cell = numbers(fourth)[0]["id"]
    clerk.ask("edit", id=fourth["id"], element=cell, text="5")
    for _ in range(3):
        clerk.open(FAULTS)
    assert clerk.ask("text", id=fourth["id"])
    for one in [clerk.open(FAULTS) for _ in range(2)]:
        clerk.ask("edit", id=one["id"], element=cell, text="5")
    assert clerk.problem("open", b"", name="x") == "最多同时改 3 份，请先关闭一些"


def test_what_is_no_report_is_laid_out_all_the_same(clerk: Clerk) -> None:
    for data in (b"", b"\0" * 100, random.Random(3).randbytes(5_000), "各位同事：\n".encode(), b"%PDF-1.7", b"PK\3\4"):  # noqa: S311  # noise for a test
        document = clerk.ask("open", data, name="x")
        assert document["report"]["verdict"] == "not-a-report"
        for element in ("b0", "b1"):
            clerk.ask("edit", id=document["id"], element=element, text="七")
        clerk.ask("fixSafe", id=document["id"])
        for kind in ("docx", "annotated", "findings"):
            clerk.answered("save", id=document["id"], kind=kind)


def test_mutated_reports_are_edited_without_a_fault(clerk: Clerk) -> None:
    rng = random.Random(16)  # noqa: S311  # no secret
    text = FAULTS.read_text("utf-8")
    for _ in range(6):
        lines = text.split("\n")
        for _ in range(6):
            lines[rng.randrange(len(lines))] = rng.choice(
                ["", "其他\t7\t\t8", "<table><tr><td>1", "总计 3 4 5", "\u3000"]
            )
        document = clerk.ask("open", "\n".join(lines).encode(), name="x.txt")
        for element in rng.sample([one["id"] for one in (*document["blocks"], *boxes(document))], 5):
            answer, _ = clerk.answered(
                "edit", id=document["id"], element=element, text=rng.choice(["", "9", "甲乙", "-1"])
            )
            assert "程序出错" not in json.dumps(answer, ensure_ascii=False)
        clerk.ask("close", id=document["id"])


def test_a_county_is_rolled_up_and_a_name_leads_nowhere(clerk: Clerk) -> None:
    county = EXAMPLES / "county"
    files = [(path, "unit") for path in sorted((county / "units").iterdir())]
    files += [(path, "previous") for path in sorted((county / "previous").iterdir())]
    files.append((county / "roster.csv", "roster"))
    given = [{"path": f"../../{path.name}", "role": role} for path, role in files]
    result = clerk.ask("rollup", *(path.read_bytes() for path, _ in files), files=given)
    assert result["missing"] == ["云岫县财政局"]
    assert [unit["source"] for unit in result["units"]] == [path.name for path, role in files if role == "unit"]
    for kind in ("xlsx", "html", "docx", "json"):
        saved = clerk.ask("save", id=result["id"], kind=kind)
        assert saved["name"] == f"云岫县人民政府2024年度汇总.{kind}"
        assert saved["made"][0]
    assert clerk.problem("rollup", files=[]) == "没有收到文件"
    assert clerk.problem("rollup", b"x", files=[{"path": "a", "role": "spy"}]) == "不知道这些文件的用途：spy"
    english = clerk.ask("rollup", *(path.read_bytes() for path, _ in files), files=given, language="en")
    assert "missing 1" in english["account"][0]
