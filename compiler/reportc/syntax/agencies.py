"""Names of agencies: when two of them certainly name the same agency, and when they are only similar.

Blanks and width are ignored, the 人民 of 人民政府, and the places that a name begins with as far as they
are those of `home`, the place whose agencies are compared. The rest must be the same character for character.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reportc.source.fold import fold
from reportc.syntax.phrase_patterns import phrases

_ALIKE = 0.55
"""Names are similar if they have this share of their characters in common."""
_MOST_ASKED = 3


def plain(name: str) -> str:
    """Return `name` without the words that never distinguish two agencies."""
    return phrases()["GOVERNMENT_FORM"].sub("", fold(name))


def home(names: Iterable[str]) -> str:
    """Return the longest place that more than half of `names` begin with; "" without such a place."""
    found = [set(_places(plain(name))) for name in names]
    counts = Counter(place for places in found for place in places)
    shared = [place for place, count in counts.items() if 2 * count > len(found)]
    return max(shared, key=len, default="")


def same(one: str, other: str, place: str) -> bool:
    """Return whether two plain names are of one agency of `place`, whichever of them includes the place."""
    short, long = sorted((one, other), key=len)
    if not short or not long.endswith(short):
        return False
    return short == long or _is_ours(long[: -len(short)], short, place)


def alike(name: str, others: Sequence[str], place: str) -> tuple[str, ...]:
    """Return those of `others` that `name` may mean, the likeliest first; `place` is a part of all names."""
    plain_names = {plain(other).removeprefix(place): other for other in others}
    found = difflib.get_close_matches(plain(name).removeprefix(place), list(plain_names), _MOST_ASKED, _ALIKE)
    return tuple(plain_names[one] for one in found)


def _places(name: str) -> Iterator[str]:
    """Yield each run of places that `name` begins with: of 素川市临溪区教育局 素川市 and 素川市临溪区."""
    whole = phrases()["PLACE"].match(name)
    for end in range(1, whole.end() + 1 if whole else 0):
        if phrases()["PLACE"].fullmatch(name, 0, end):
            yield name[:end]


def _is_ours(prefix: str, rest: str, place: str) -> bool:
    """Return whether `prefix` before `rest` is the path of places to `place`, or a short name within it."""
    if not place:
        return False
    if rest.startswith(place):
        return phrases()["PLACE"].fullmatch(prefix) is not None  # 素川市 before 临溪区教育局
    word = phrases()["PLACE_WORD"].match(rest)
    if word and place.endswith(prefix + word[0]):
        return True  # 临溪 before 区教育局
    full = phrases()["PLACE"].fullmatch(prefix)
    within = place.endswith(prefix) and (full or phrases()["PLACE_WORD"].fullmatch(prefix))
    return bool(within or (full and prefix.endswith(place)))
