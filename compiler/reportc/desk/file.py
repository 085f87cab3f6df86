"""A report's file in its current state, and editing or fixing it, which return a new state and change none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportc import api
from reportc.desk.elements import Element
from reportc.desk.sheet import FormSheet
from reportc.diagnostic import TextEdit
from reportc.explain import View
from reportc.fixes import Fixed, Offer, put
from reportc.fixes.edits import Edited
from reportc.fixes.proof import Content, Objection
from reportc.fixes.trials import Rewrite, as_text, never_written, writer
from reportc.result import Checked
from reportc.source import Source
from reportc.source.decode import rewritten
from reportc.span import Span, hull

_COPIES = ("md", "docx")
"""The kinds of copy in which a file is edited that cannot be written itself: the first that loses nothing is used."""
_OTHERWISE = Objection(
    "这样改后读出来不是应有的文字，请在原来的软件里改", "the changed file would not be read as meant"
)
_ELSEWHERE = Objection(
    "这一处不能在页面上改，请另存为 Word 后再改", "this cannot be changed here: save it as Word first"
)
_NO_PLACE = Objection("原文件里没有这一格的位置，不能填写", "the file has no place for this cell")
_NOTHING = Objection("没有可改的", "there is nothing to change")


@dataclass(frozen=True)
class OpenFile:
    """A report: its bytes or text. `original` says that it is the file that was opened, and no copy to work on."""

    name: str
    data: Content
    original: bool = True

    @cached_property
    def checked(self) -> Checked:
        """The report, compiled and checked."""
        return api.check(self.data)

    @cached_property
    def sheet(self) -> FormSheet:
        """The report as the form."""
        return FormSheet(self.name, View(self.checked), self.original)

    @property
    def source(self) -> Source:
        """The text that was read, or the reason why none was."""
        return self.checked.source

    @property
    def is_writable(self) -> bool:
        """Return whether changes can be put into the file itself."""
        return self.source.data is None or writer(self.source.kind) is not None

    def edited(self, name: str, text: str) -> OpenFile | Objection:
        """Return the file in which the element with that id has a new text, or the objection to it."""
        element, file = self.sheet.elements.by_id.get(name), self.writable()
        if isinstance(file, Objection):
            return file
        element = element and file.counterpart(element)
        if element is None:
            return _ELSEWHERE
        edit = _edit(element, file.source.text, text)
        return edit if isinstance(edit, Objection) else file.changed((edit,) if edit else ())

    def fixed(self, chosen: Iterable[str]) -> tuple[OpenFile, Fixed] | Objection:
        """Return the file after the fixes with those ids that are proved, or the objection to it."""
        wanted, file = {_key(one) for one in self.offers(chosen)}, self.writable()
        if isinstance(file, Objection):
            return file
        offers = [one for one in file.offers(file.sheet.findings.fixes()) if _key(one) in wanted]
        if not offers:
            return _NOTHING
        data = file.source.text if file.source.data is None else file.source.data
        return file.after(put(data, api.check, offers, rewrite=file.rewrite or as_text))

    def fixed_safely(self) -> tuple[OpenFile, Fixed] | Objection:
        """Return the file after all safe fixes that are proved, or the objection to it."""
        file = self.writable()
        return file if isinstance(file, Objection) else file.after(api.fix(file.checked.result))

    @property
    def safe_fixes(self) -> int:
        """How many safe fixes are on offer."""
        return sum(fix.safe for _, fix in self.sheet.findings.fixes().values())

    @property
    def rewrite(self) -> Rewrite | None:
        """The function that puts edits into a file that is no text; None for a text."""
        return writer(self.source.kind) if self.source.data is not None else None

    def writable(self) -> OpenFile | Objection:
        """Return the file, or a copy with the same content that can be written: the form as text, or as Word."""
        if refusal := self.source.refusal:
            return Objection(*refusal)
        if self.is_writable:
            return self
        made = (api.convert(self.checked.result, kind, fix=False).data for kind in _COPIES)
        data = next((data for data in made if data is not None), None)
        return never_written(self.source.kind) if data is None else OpenFile(self.name, data, original=False)

    def counterpart(self, element: Element) -> Element | None:
        """Return an element of the file that this one is a copy of, or of this one itself."""
        elements = self.sheet.elements
        found = elements.by_id.get(element.id)
        return found if found and (found.path, found.text) == (element.path, element.text) else None

    def offers(self, names: Iterable[str]) -> list[Offer]:
        """Return the fixes with those ids, and the findings that offer them."""
        offered = self.sheet.findings.fixes()
        found = (offered[name] for name in names if name in offered)
        return [Offer(tuple(one for one in group.findings if fix in one.fixes), fix) for group, fix in found]

    def changed(self, edits: Sequence[TextEdit]) -> OpenFile | Objection:
        """Return the file after edits of its text, if it is then read as intended."""
        edited = Edited(self.source.text, tuple(edits), is_file=self.source.data is not None)
        data = self.rewrite(self.data, edited) if self.rewrite else self._stored(edited.text)
        if isinstance(data, Objection):
            return data
        file = OpenFile(self.name, data, self.original)
        return file if file.source.text == edited.text else _OTHERWISE

    def after(self, fixed: Fixed) -> tuple[OpenFile, Fixed]:
        """Return the file after fixes, and the fixes."""
        data = fixed.data if isinstance(fixed.data, bytes) else self._stored(fixed.text)
        return (OpenFile(self.name, data, self.original) if fixed.applied else self), fixed

    def _stored(self, text: str) -> Content:
        """Return a new text in the file's own encoding; the text itself, if that encoding lacks a character."""
        if isinstance(self.data, str):
            return text
        data = rewritten(self.data, self.source.text, self.source.encoding or "utf-8", text)
        return text if data is None else data


def _key(one: Offer) -> tuple[object, ...]:
    """Return the key by which an offer is recognised in a copy of the file."""
    finding = one.findings[0]
    return finding.rule.code, finding.paths, tuple(edit.text for edit in one.fix.edits), finding.message()


def _edit(element: Element, source: str, text: str) -> TextEdit | Objection | None:
    """Return the edit that gives an element a new text; None if it has that text already."""
    if text == element.text:
        return None
    if not element.spans:
        return _NO_PLACE
    places = element.places(source)
    if places is None:
        return TextEdit(hull(element.spans), text) if element.cell else _ELSEWHERE
    if not places.starts:
        return TextEdit(hull(element.spans), text)
    head = _alike(element.text, text)
    tail = min(_alike(element.text[::-1], text[::-1]), len(element.text) - head, len(text) - head)
    first, last = head, len(element.text) - tail
    start = places.starts[first] if first < last or not first else places.ends[first - 1]
    end = places.ends[last - 1] if first < last else start
    return TextEdit(Span(start, end), text[head : len(text) - tail])


def _alike(one: str, other: str) -> int:
    """Return the length of the common beginning of two texts."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((turn for turn, (a, b) in pairs if a != b), min(len(one), len(other)))
