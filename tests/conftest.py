"""Which tests are slow: `make test` leaves them out, `make test-all` and CI run everything.

All tests of a file in SLOW are marked, except those named in SAMPLES, and single tests of other files in HEAVY.
A new file is quick until it is listed.

Costs that all tests share are avoided here: see `pytest_configure` and `pytest_collection_finish`.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
SLOW = frozenset(
    (
        # draw hundreds of reports
        *("causes", "check_fixes", "choice", "convert", "damage", "drive", "format", "generator", "limits"),
        *("misprints", "mutations", "narrative_rules", "pathological", "placement", "places", "rollup"),
        *("rollup_outputs", "roundtrip", "rules_correct", "rules_faults", "run_on", "states", "tags", "typography"),
        "workbook_hostile",
        # start programs: the command itself, editors, browsers, office suites, clusters, servers, pip
        *("check_cli", "cli", "cluster", "convert_cli", "corpus", "fmt", "hooks", "kept", "lsp", "lsp_robust"),
        *("lsp_sync", "neovim", "office", "other_programs", "packaging", "page", "page_cli", "page_licenses"),
        *("page_ui", "readme", "readme_tables", "recipes", "serve", "sources", "store_s3", "tables", "vscode"),
        *("watch", "word_cli", "word_in_office"),
        # read the published reports next to the checkout
        *("corpus_shared", "rules_corpus"),
    )
)
"""Names of files, without `test_` and `.py`."""
HEAVY = (
    ("edition/test_edition.py", "test_a_blank_report_is_of_the_edition_that_is_due"),
    ("edition/test_edition.py", "test_reports_of_the_other_editions_stay_what_they_are"),
    ("test_html.py", "test_hostile_pages_end_in_seconds_and_bounded_memory"),
    ("test_page_lines.py", "test_a_missing_row_is_the_blank_copy_of_one_of_its_group"),
    ("test_shapes.py", "test_what_is_filled_is_what_would_be_built"),
    ("test_html.py", "test_soup_is_read_where_it_stands"),
    ("test_memory.py", "test_each_of_many_changes_gives_what_a_fresh_compile_gives"),
    ("test_workbook_fixes.py", "test_any_edit_of_cells_is_written_as_meant_or_refused"),
)
"""Tests of other files that take seconds each."""
SAMPLES = (
    ("test_a_drawing_compiles_to_its_truth[", "-0]"),
    ("test_a_correct_report_gives_no_warning[tab rows", "]"),
    ("test_each_of_many_changes_gives_what_a_fresh_compile_gives[", "[0]"),
    ("test_what_is_spoilt_is_loaded_again[", "[emptied]"),
    ("test_a_missing_row_is_the_blank_copy_of_one_of_its_group[", "[web page]"),
    ("test_what_a_guide_links_to_is_there[", "]"),
    ("test_the_files_that_a_guide_names_are_there[", "]"),
)
"""Quick tests of slow files, or quick samples of slow tests, by the beginning and the end of their names."""
FIRST = ("test_page.py", "test_html.py::test_hostile_pages_end_in_seconds_and_bounded_memory")
"""The longest files and tests; begun late, they would keep one worker busy while the other is idle."""
_BYTECODE = _TESTS.parent / "build" / "bytecode"
"""The folder for bytecode if it may not be next to the sources: tests start the program hundreds of times."""
_COLLECTED = 50_000
"""The garbage collector's threshold, as in the program itself: reports make no cycles."""


def pytest_configure() -> None:
    """Keep bytecode, also of workers and of programs that tests start; check that the lists name existing files."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(_BYTECODE)
        sys.dont_write_bytecode = False
    _refuse_lists()


def pytest_collection_finish() -> None:
    """Exclude the collected modules and tests from later garbage collections."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED, 20, 20)


def _refuse_lists() -> None:
    """Raise an error for lists that name files or tests that do not exist."""
    gone = [name for name in sorted(SLOW) if not (_TESTS / f"test_{name}.py").exists()]
    named = [*HEAVY, *((path, name) for path, _, name in (one.partition("::") for one in FIRST))]
    gone += [name for path, name in named if name and f"def {name}(" not in (_TESTS / path).read_text("utf-8")]
    if gone:
        message = f"tests/conftest.py lists as slow what is not there: {', '.join(gone)}"
        raise pytest.UsageError(message)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests, and put first what takes longest."""
    heavy = {name for _, name in HEAVY}
    for item in items:
        is_sample = any(item.name.startswith(begin) and item.name.endswith(end) for begin, end in SAMPLES)
        is_heavy = item.path.stem.removeprefix("test_") in SLOW or item.name.partition("[")[0] in heavy
        if is_heavy and not is_sample:
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: not any(part in item.nodeid for part in FIRST))
