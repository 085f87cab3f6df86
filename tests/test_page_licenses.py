"""The clerk's page lists every package that it bundles, with its license and the license's text."""

from __future__ import annotations

import base64
import gzip
import json
import re

import browser
import npm

_PART = re.compile(r'id="part-licenses">([^<]+)<')
_RUNTIME = "Python"


def test_all_that_the_page_carries_is_listed_in_it_and_in_a_file() -> None:
    page = browser.built()
    listed = (page.parent / "licenses.txt").read_text("utf-8")
    part = _PART.search(page.read_text("utf-8"))
    assert part
    assert gzip.decompress(base64.b64decode(part[1])).decode() == listed
    works = [line.split("\t") for line in listed.partition("\n===")[0].splitlines() if "\t" in line]
    assert {_known(work[0].rpartition(" ")[0]) for work in works} == {*_bundled(), _known(_RUNTIME)}
    assert all(terms and home.startswith("http") for _, terms, home in works)
    assert listed.count("Permission is hereby granted") >= sum(terms.startswith("MIT") for _, terms, _ in works)


def _bundled() -> set[str]:
    """Return the packages in the page, from the files that pin them."""
    wheels = re.findall(r"^([\w-]+)==", (npm.PAGE / "wheels.txt").read_text("utf-8"), re.MULTILINE)
    return {
        _known(name) for name in (*wheels, *json.loads((npm.PAGE / "package.json").read_text("utf-8"))["dependencies"])
    }


def _known(name: str) -> str:
    """Return a package's name, normalized as registries do."""
    return re.sub(r"[-_.]+", "-", name).lower()
