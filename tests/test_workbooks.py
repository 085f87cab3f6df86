"""Workbooks of four programs and by hand: each number is read at its place, and other contents are reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pytest

import reportc
from reports import workbooks
from reports.generate import generate, seeded
from reports.judge import judge
from reports.report import truth

DRAWS = (workbooks.one_sheet, workbooks.a_sheet_a_section)
SAVES: Mapping[str, Callable[[workbooks.Book], bytes]] = MappingProxyType(
    {
        "XlsxWriter": workbooks.by_xlsxwriter,
        "openpyxl": workbooks.by_openpyxl,
        "xlwt": workbooks.by_xlwt,
        "odfpy": workbooks.by_odfpy,
        "one XML file": workbooks.in_one_xml_file,
    }
)


@pytest.mark.parametrize("save", SAVES)
@pytest.mark.parametrize("draw", DRAWS, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("seed", range(6))
def test_every_cell_and_text_is_read(draw: workbooks.Draw, save: str, seed: int) -> None:
    rng = seeded(f"{draw.__name__} {seed}")
    report = generate(rng, plain=seed % 2 == 0)
    verdict = judge(truth(report), reportc.compile(SAVES[save](draw(report, rng))))
    assert not str(verdict), str(verdict)
