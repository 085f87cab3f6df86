"""Diagnostics, pushed or pulled, and the links from them to the pages of their rules.

LSP requires an address for a page, and the pages are not on the web: they are written as files that editors can open.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from lsprotocol import converters, types

from reportc import __version__
from reportc.check import RULES
from reportc.diagnostic import Diagnostic, Rule
from reportc.emit import lsp
from reportc.emit.rule_page import markdown
from reportc.explain import View
from reportc.language import Language
from reportc.lsp.documents import LONGEST, CheckedDocument, OpenDocument
from reportc.lsp.positions import Lines, range_of
from reportc.lsp.session import Session

_BY_CODE = {rule.code: rule for rule in RULES}
_CONVERTER = converters.get_converter()


def push(ls: Session, document: OpenDocument, view: View | None) -> None:
    """Send the findings of a document, unless the client pulls them itself."""
    if not ls.client.pulls:
        found = too_long(document) if view is None else of_view(document.uri, document.lines, view)
        params = types.PublishDiagnosticsParams(document.uri, found, document.version)
        ls.text_document_publish_diagnostics(params)


async def pull(ls: Session, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """Answer a client that pulls the findings of a document."""
    uri = params.text_document.uri
    seen = await ls.documents.seen(uri)
    document = ls.documents.get(uri)
    found = of_view(uri, seen.lines, seen.view) if seen else []
    if document and document.too_long:
        found = too_long(document)
    return types.RelatedFullDocumentDiagnosticReport(items=found)


async def links(ls: Session, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """Return a link from the place of each finding to the page of its rule."""
    seen = await ls.documents.seen(params.text_document.uri)
    return [link for finding in seen.view.checked.diagnostics if (link := _link(seen, finding))] if seen else []


def of_view(uri: str, lines: Lines, view: View) -> list[types.Diagnostic]:
    """Return the findings of a checked text."""
    return [converted(finding, uri, lines, view) for finding in view.checked.diagnostics]


def converted(finding: Diagnostic, uri: str, lines: Lines, view: View) -> types.Diagnostic:
    """Return a finding as `check --format json` prints it, with the address of its rule's page."""
    result = _CONVERTER.structure(lsp.convert(finding, lines, uri, view.language), types.Diagnostic)
    if address := page_address(finding.rule.code, view.language):
        result.code_description = types.CodeDescription(address)
    return result


def too_long(document: OpenDocument) -> list[types.Diagnostic]:
    """Return the one finding of a text that is too long to be checked."""
    size = len(document.text)
    message = (
        f"文本有 {size} 个字，超过编辑时检查的上限 {LONGEST}，未检查；请用 reportc check "
        f"({size} characters are more than the {LONGEST} that are checked while typing; use reportc check)"
    )
    start = types.Position(0, 0)
    severity = types.DiagnosticSeverity.Information
    return [types.Diagnostic(types.Range(start, start), message, severity, source="reportc")]


def _link(seen: CheckedDocument, finding: Diagnostic) -> types.DocumentLink | None:
    address = page_address(finding.rule.code, seen.view.language)
    if address is None or finding.span.start == finding.span.end:
        return None
    return types.DocumentLink(range_of(seen.lines, finding.span), address, f"{finding.rule.code} {finding.rule.name}")


@cache
def page_address(code: str, language: Language = "zh") -> str | None:
    """Return the file URI of a rule's page, written if it does not exist; None where it cannot be."""
    from platformdirs import user_cache_path

    rule = _BY_CODE.get(code)
    if rule is None:
        return None
    path = user_cache_path("reportc") / "rules" / __version__ / language / f"{code}.md"
    with suppress(OSError, RuntimeError):  # a home that is read-only, or does not exist
        _write(path, page(rule, language))
        return path.as_uri()
    return None


def page(rule: Rule, language: Language) -> str:
    """Return a rule's page in Markdown."""
    return f"# {rule.code} {rule.name}\n\n{markdown(rule, language)}"


def _write(path: Path, text: str) -> None:
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    beside.write_bytes(data)
    beside.replace(path)
