"""Which tests are slow: `make test` leaves them out, `make test-all` and CI run everything.

All tests of a file in SLOW are marked, but for those that SAMPLES names. A new file is quick until it is listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

SLOW = frozenset(
    (
        # they draw hundreds of reports
        *("causes", "check_fixes", "choice", "convert", "damage", "drive", "format", "generator", "limits"),
        *("misprints", "mutations", "narrative_rules", "pathological", "placement", "places", "rollup"),
        *("rollup_outputs", "roundtrip", "rules_correct", "rules_faults", "run_on", "states", "tags", "typography"),
        "workbook_hostile",
        # they start programs: the command itself, editors, browsers, office suites, clusters, servers, pip
        *("check_cli", "cli", "cluster", "convert_cli", "corpus", "fmt", "hooks", "lsp", "lsp_robust", "lsp_sync"),
        *("neovim", "office", "other_programs", "packaging", "page", "page_cli", "page_licenses", "page_ui"),
        *("readme", "readme_tables", "recipes", "serve", "sources", "store_s3", "tables", "vscode", "watch"),
        *("word_cli", "word_in_office"),
        # they go over the published reports beside the checkout
        *("corpus_shared", "rules_corpus"),
    )
)
"""Files, without `test_` and `.py`."""
SAMPLES = (
    ("test_a_drawing_compiles_to_its_truth[", "-0]"),
    ("test_a_correct_report_gives_no_warning[tab rows", "]"),
    ("test_what_a_guide_links_to_is_there[", "]"),
    ("test_the_files_that_a_guide_names_are_there[", "]"),
)
"""Tests of slow files that are quick all the same, or a first part of them that is: how their names begin and end."""


def pytest_configure() -> None:
    """Refuse a list that names a file which is not there: it would say nothing of the one that is."""
    gone = sorted(name for name in SLOW if not (Path(__file__).parent / f"test_{name}.py").exists())
    if gone:
        message = f"tests/conftest.py lists as slow what is not there: {', '.join(gone)}"
        raise pytest.UsageError(message)


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark the slow tests."""
    for item in items:
        is_sample = any(item.name.startswith(begin) and item.name.endswith(end) for begin, end in SAMPLES)
        if item.path.stem.removeprefix("test_") in SLOW and not is_sample:
            item.add_marker(pytest.mark.slow)
