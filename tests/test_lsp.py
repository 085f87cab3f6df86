"""The language server through a real client: every feature, on a broken report."""

from __future__ import annotations

import json
from ast import literal_eval
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from lsprotocol import types

from broken import BROKEN, CELL, CLAIM, CLEAN, HEADING, ROW, TOTAL, broken
from editor import PATIENCE, Editor, capabilities
from reportc import api
from reportc.check import RULES
from reportc.emit import lsp
from reportc.emit.rule_page import markdown

_NAMES = count()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder for the cache of both servers."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def editor(cache: Path) -> Iterator[Editor]:
    """Open an editor that receives diagnostics."""
    opened = Editor(cache)
    yield opened
    opened.kill()


@pytest.fixture(scope="module")
def asking(cache: Path) -> Iterator[Editor]:
    """Open an editor that requests diagnostics itself."""
    opened = Editor(cache, capabilities(pull=True))
    yield opened
    opened.kill()


def put(editor: Editor, text: str) -> str:
    """Open a document with `text` and return its address."""
    uri = f"file:///reports/{next(_NAMES)}.ogi.txt"
    editor.open(uri, text)
    return uri


def place(text: str, part: str, offset: int = 0) -> types.Position:
    """Return the position of `part` in `text`, in UTF-16 code units."""
    before = text[: text.index(part) + offset]
    line = before.count("\n")
    return types.Position(line, len(before.rpartition("\n")[2].encode("utf-16-le")) // 2)


def everything(text: str) -> types.Range:
    """Return the range of a whole text."""
    return types.Range(types.Position(0, 0), types.Position(text.count("\n") + 1, 0))


def at(uri: str, text: str, part: str, offset: int = 0) -> Any:
    """Return a document and a position in it, the parameters of most requests."""
    return types.HoverParams(types.TextDocumentIdentifier(uri), place(text, part, offset))


def applied(text: str, edits: list[types.TextEdit]) -> str:
    """Apply edits to `text`, the last first."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        start = starts[edit.range.start.line] + edit.range.start.character
        end = starts[edit.range.end.line] + edit.range.end.character
        text = text[:start] + edit.new_text + text[end:]
    return text


def expected(text: str, uri: str) -> list[dict[str, Any]]:
    """Return the findings of `reportc check --format json` for `text`."""
    checked = api.check(text)
    found = [lsp.convert(finding, checked.result.lines, uri) for finding in checked.diagnostics]
    return [json.loads(json.dumps(one)) for one in found]


def plain(editor: Editor, found: list[types.Diagnostic]) -> list[dict[str, Any]]:
    """Return diagnostics as JSON, without the address of the rule's page, which only the server adds."""
    result = json.loads(json.dumps(editor.client.protocol._converter.unstructure(found)))
    return [{key: value for key, value in one.items() if key != "codeDescription"} for one in result]


def test_findings_are_pushed_with_related_places_and_the_page_of_the_rule(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    found = editor.diagnostics(uri)
    assert {"A302", "A303", "P401"} <= {str(item.code) for item in found}
    assert plain(editor, found) == expected(BROKEN, uri)
    row = next(item for item in found if item.code == "A303")
    assert row.related_information
    assert row.related_information[0].location.range.start == place(BROKEN, "301\t13\t171")
    assert row.code_description
    page = Path(unquote(urlparse(row.code_description.href).path)).read_text("utf-8")
    assert page.startswith("# A303 row-total-differs\n")
    assert markdown(next(rule for rule in RULES if rule.code == "A303")) in page


def test_findings_are_pulled_and_then_not_pushed_as_well(asking: Editor) -> None:
    uri = put(asking, BROKEN)
    assert plain(asking, asking.pull(uri)) == expected(BROKEN, uri)
    asking.replace(uri, CLEAN)
    assert asking.pull(uri) == []
    assert asking.pull("file:///reports/not-open.txt") == []
    assert not asking.found
    settings = types.DidChangeConfigurationParams({"reportc": {"language": "en"}})
    asking.notify(types.WORKSPACE_DID_CHANGE_CONFIGURATION, settings)
    assert asking.refreshed.wait(PATIENCE)
    asking.replace(uri, BROKEN)
    assert "is printed as 165" in next(item.message for item in asking.pull(uri) if item.code == "P401")


def test_hover_on_a_cell_says_row_column_name_and_equations_with_their_state(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    text = editor.request(types.TEXT_DOCUMENT_HOVER, at(uri, BROKEN, "301\t13\t171")).contents.value
    assert "3.危及“三安全一稳定”·社会公益组织" in text
    assert "`/applications/outcomes/withheld/security_and_stability/public_welfare_organization`" in text
    assert "✗ `A303`" in text
    assert "249 + 16 + 17 + 301 + 13 + 171 = 767 ≠ 776" in text
    assert "疑应为 310" in text
    held = editor.request(types.TEXT_DOCUMENT_HOVER, at(uri, BROKEN, "372\t338")).contents.value
    assert "✓ `A303`" in held
    assert "372 + 338 + 246 + 91 + 394 + 212 = 1653" in held


def test_hover_on_a_heading_says_what_the_form_asks_for(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    found = editor.request(types.TEXT_DOCUMENT_HOVER, at(uri, BROKEN, "五、存在的主要问题", 1))
    assert "五、存在的主要问题及改进情况" in found.contents.value
    assert "第五十条" in found.contents.value
    assert editor.request(types.TEXT_DOCUMENT_HOVER, at(uri, BROKEN, "一年来还有")) is None


def test_each_fix_is_an_action_where_it_is_found_and_where_it_changes(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    spot = place(BROKEN, "301\t13\t171")
    context = types.CodeActionContext(editor.diagnostics(uri), only=[types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(spot, spot), context)
    actions = editor.request(types.TEXT_DOCUMENT_CODE_ACTION, params)
    (action,) = actions  # two findings offer it
    assert action.title == "A303 A302 改为 310"
    assert {one.code for one in action.diagnostics} == {"A302", "A303"}
    assert not action.is_preferred
    (change,) = action.edit.document_changes
    assert change.text_document == types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=1)
    mended = applied(BROKEN, list(change.edits))
    assert CELL[0] in mended
    editor.replace(uri, mended)
    assert not {"A302", "A303"} & set(editor.codes(uri))


@pytest.mark.parametrize("words", ["3.危及“三安全", "\t171\t776", "17\t301"])
def test_a_fix_is_offered_from_anywhere_on_its_row(editor: Editor, words: str) -> None:
    uri = put(editor, BROKEN)
    spot = place(BROKEN, words, 2)
    context = types.CodeActionContext([], only=[types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(spot, spot), context)
    titles = [one.title for one in editor.request(types.TEXT_DOCUMENT_CODE_ACTION, params) if one.edit]
    assert titles == ["A303 A302 改为 310"]


def test_a_fix_is_offered_from_anywhere_in_its_sentence(editor: Editor) -> None:
    text = broken(CLAIM)
    uri = put(editor, text)
    spot = place(text, "全年新收")
    context = types.CodeActionContext([], only=[types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(spot, spot), context)
    titles = [one.title for one in editor.request(types.TEXT_DOCUMENT_CODE_ACTION, params) if one.edit]
    assert titles == ["N501 正文改为 25870（按表）"]


def test_all_safe_fixes_are_one_action(editor: Editor) -> None:
    text = broken(("二、主动公开政府信息情况", "2.主动公开政府信息情况"), ("355.1012", "3551012元"))
    uri = put(editor, text)
    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.SourceFixAll]
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), everything(text), types.CodeActionContext([], only=kinds)
    )
    (action,) = editor.request(types.TEXT_DOCUMENT_CODE_ACTION, params)
    mended = applied(text, list(action.edit.document_changes[0].edits))
    safe = [fix for finding in api.check(text).diagnostics for fix in finding.fixes if fix.safe]
    assert safe
    assert not [fix for finding in api.check(mended).diagnostics for fix in finding.fixes if fix.safe]


def test_a_finding_can_be_ignored_by_the_baseline(editor: Editor, tmp_path: Path) -> None:
    uri, text = (tmp_path / "报告.txt").as_uri(), broken(TOTAL, HEADING)
    editor.open(uri, text)
    before = editor.codes(uri)
    spot = place(text, "57\t165", 4)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), types.Range(spot, spot), types.CodeActionContext([])
    )
    actions = editor.request(types.TEXT_DOCUMENT_CODE_ACTION, params)
    (action,) = [one for one in actions if one.command]
    assert action.title == "P401 记入基线，不再提示"
    editor.found.clear()
    command = literal_eval(action.command)  # lsprotocol parses an action with a command as a command
    ignoring = types.ExecuteCommandParams(command["command"], command["arguments"])
    editor.request(types.WORKSPACE_EXECUTE_COMMAND, ignoring)
    assert editor.codes(uri) == [code for code in before if code != "P401"]
    (entry,) = json.loads((tmp_path / "reportc-baseline.json").read_text("utf-8"))["findings"]
    assert (entry["report"], entry["code"]) == ("报告.txt", "P401")
    editor.replace(uri, "\n" + text)
    assert "P401" not in editor.codes(uri)
    (tmp_path / "reportc-baseline.json").write_text("[]", "utf-8")
    editor.replace(uri, text)
    assert editor.codes(uri) == before
    assert "reportc-baseline.json" in editor.shown[-1]


def test_formatting_gives_the_normal_form(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), options)
    formatted = applied(BROKEN, list(editor.request(types.TEXT_DOCUMENT_FORMATTING, params)))
    assert formatted == api.format(BROKEN, layout="keep").text
    assert "\t" in formatted
    assert "| " not in formatted
    editor.replace(uri, formatted)
    assert list(editor.request(types.TEXT_DOCUMENT_FORMATTING, params)) == []
    uri = put(editor, "今天天气很好。\n")
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), options)
    assert list(editor.request(types.TEXT_DOCUMENT_FORMATTING, params)) == []
    assert "不是政府信息公开工作年度报告" in editor.shown[-1]


def test_formatting_a_range_leaves_the_rest_and_says_the_same(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    part = types.Range(place(BROKEN, "第二十条第（五）项"), place(BROKEN, "第二十条第（六）项"))
    normal = types.DidChangeConfigurationParams({"reportc": {"layout": "markdown"}})
    editor.notify(types.WORKSPACE_DID_CHANGE_CONFIGURATION, normal)
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    params = types.DocumentRangeFormattingParams(types.TextDocumentIdentifier(uri), part, options)
    formatted = applied(BROKEN, list(editor.request(types.TEXT_DOCUMENT_RANGE_FORMATTING, params)))
    before, after = BROKEN.index("二、主动公开"), BROKEN.index("三、收到和处理")
    assert "| 行政许可 |" in formatted
    assert formatted.startswith(BROKEN[:before])
    assert formatted.endswith(BROKEN[after:])
    assert api.compile(formatted).report == api.compile(BROKEN).report
    editor.notify(types.WORKSPACE_DID_CHANGE_CONFIGURATION, types.DidChangeConfigurationParams({"reportc": {}}))


def test_symbols_are_sections_tables_and_rows(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    symbols = editor.request(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params)
    assert len(symbols) == 1 + 6
    assert symbols[0].name == "望舒市人民政府2023年政府信息公开工作年度报告"
    matrix = symbols[3].children[0]
    assert len(matrix.children) == 25
    assert matrix.children[4].name == "1.属于国家秘密"
    check_nested(symbols)


def check_nested(symbols: list[types.DocumentSymbol]) -> None:
    """Check that names are inside their symbols, and children inside their parents."""
    for symbol in symbols:
        assert inside(symbol.selection_range, symbol.range)
        for child in symbol.children or ():
            assert inside(child.range, symbol.range)
        check_nested(list(symbol.children or ()))


def inside(inner: types.Range, outer: types.Range) -> bool:
    """Return whether one range contains another."""
    return outer.start <= inner.start and inner.end <= outer.end


def test_sections_and_tables_fold(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    params = types.FoldingRangeParams(types.TextDocumentIdentifier(uri))
    folds = editor.request(types.TEXT_DOCUMENT_FOLDING_RANGE, params)
    lines = BROKEN.split("\n")
    heads = [lines[fold.start_line] for fold in folds]
    assert "二、主动公开政府信息情况" in heads
    assert "第二十条第（一）项\t\t\t" in heads
    assert lines[next(fold.end_line for fold in folds if heads[0] == lines[fold.start_line])].strip()


def test_hints_show_the_sum_behind_a_broken_total_and_can_be_switched_off(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    params = types.InlayHintParams(types.TextDocumentIdentifier(uri), everything(BROKEN))
    hints = {hint.label: hint for hint in editor.request(types.TEXT_DOCUMENT_INLAY_HINT, params)}
    assert hints["Σ 160"].position == place(BROKEN, "57\t165", 6)
    assert hints["Σ 767"].position == place(BROKEN, "171\t776", 7)
    assert "249 + 16 + 17 + 301 + 13 + 171 = 767 ≠ 776" in hints["Σ 767"].tooltip
    settings = types.DidChangeConfigurationParams({"reportc": {"inlayHints": False}})
    editor.notify(types.WORKSPACE_DID_CHANGE_CONFIGURATION, settings)
    assert editor.request(types.TEXT_DOCUMENT_INLAY_HINT, params) == ()
    editor.notify(types.WORKSPACE_DID_CHANGE_CONFIGURATION, types.DidChangeConfigurationParams({"reportc": {}}))
    assert len(editor.request(types.TEXT_DOCUMENT_INLAY_HINT, params)) == len(hints)


def test_from_a_claim_to_its_cell_and_back(editor: Editor) -> None:
    text = broken(CLAIM)
    uri = put(editor, text)
    (finding,) = [one for one in editor.diagnostics(uri) if one.code == "N501"]
    assert finding.range.start == place(text, "25780")
    said = editor.request(types.TEXT_DOCUMENT_HOVER, at(uri, text, CLAIM[1], 3)).contents.value
    assert "✗ 一、本年新收政府信息公开申请数量·总计：印为 25870 `/applications/new/total`" in said
    cell = types.Location(uri, types.Range(place(text, "\t25870", 1), place(text, "\t25870", 6)))
    document = types.TextDocumentIdentifier(uri)
    where = types.DefinitionParams(document, place(text, CLAIM[1], 3))
    assert [*editor.request(types.TEXT_DOCUMENT_DEFINITION, where)] == [cell]
    claim = types.Location(uri, types.Range(place(text, CLAIM[1]), place(text, CLAIM[1], len(CLAIM[1]))))
    for declaration in (False, True):
        context = types.ReferenceContext(include_declaration=declaration)
        params = types.ReferenceParams(context, document, place(text, "\t25870", 3))
        found = editor.request(types.TEXT_DOCUMENT_REFERENCES, params)
        assert [*found] == ([cell, claim] if declaration else [claim])
    back = editor.request(types.TEXT_DOCUMENT_HOVER, at(uri, text, "\t25870", 3)).contents.value
    assert f"✗ 正文：「{CLAIM[1]}」" in back


def test_completion_offers_the_row_that_is_missing_in_this_table(editor: Editor) -> None:
    text = broken(ROW, ("\t（七）总计", "\t\t3.其\n\t（七）总计"))
    uri = put(editor, text)
    spot = place(text, "3.其\n", 3)
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), spot)
    offered = editor.request(types.TEXT_DOCUMENT_COMPLETION, params)
    (item,) = [one for one in offered if one.detail == "/applications/outcomes/other_handling/other"]
    assert item.label == "3.其他"
    assert applied(text, [item.text_edit]) == text.replace("3.其\n", "3.其他\n", 1)


def test_completion_offers_the_headings_that_are_missing(editor: Editor) -> None:
    text = CLEAN[: CLEAN.index("五、存在的主要问题")] + "五"
    uri = put(editor, text)
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), place(text, "五", 1))
    offered = [item.label for item in editor.request(types.TEXT_DOCUMENT_COMPLETION, params)]
    assert offered == ["五、存在的主要问题及改进情况", "六、其他需要报告的事项"]


def test_links_lead_to_the_pages_of_the_rules(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    params = types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
    links = editor.request(types.TEXT_DOCUMENT_DOCUMENT_LINK, params)
    assert {link.tooltip.split()[0] for link in links} == set(editor.codes(uri))
    assert all(Path(unquote(urlparse(link.target).path)).is_file() for link in links)


def test_tokens_cover_headings_labels_and_numbers(editor: Editor) -> None:
    uri = put(editor, BROKEN)
    whole = editor.request(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, types.SemanticTokensParams(types.TextDocumentIdentifier(uri))
    )
    legend = editor.server.capabilities.semantic_tokens_provider.legend.token_types
    words = decoded(BROKEN, list(whole.data), legend)
    assert ("二、主动公开政府信息情况", "class") in words
    assert ("1.属于国家秘密", "property") in words
    assert ("165", "number") in words
    assert ("上年结转1538件", "macro") in words
    row = place(BROKEN, "32\t15\t56")
    part = types.Range(types.Position(row.line, 0), types.Position(row.line + 1, 0))
    params = types.SemanticTokensRangeParams(types.TextDocumentIdentifier(uri), part)
    some = editor.request(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, params)
    assert [word for word, _ in decoded(BROKEN, list(some.data), legend)] == BROKEN.split("\n")[row.line].split("\t")


def decoded(text: str, data: list[int], legend: list[str]) -> list[tuple[str, str]]:
    """Return each token's text and type."""
    lines, line, column, found = text.split("\n"), 0, 0, []
    for index in range(0, len(data), 5):
        below, right, length, kind, _ = data[index : index + 5]
        column = right if below else column + right
        line += below
        found.append((lines[line][column : column + length], legend[kind]))
    return found
