"""Inputs to tables on one machine: processes compile, this one writes; memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from reportc import __version__, corpus
from reportc.api import check, refused
from reportc.corpus.inputs import Input
from reportc.corpus.outcome import Tally, counted
from reportc.corpus.tables.arrow import Packed, pack, unpack
from reportc.corpus.tables.store import Grouped, Put
from reportc.emit.human.terminal import printable
from reportc.emit.rows import ReportOrigin, rows
from reportc.failure import Failure, WorkerDied, because
from reportc.language import Language

KILLED = "工作进程在处理它时意外退出", "every process that read it died"
"""The remark on an input that kills every worker, the same on one machine and on many."""


class Tabled(NamedTuple):
    """The result for an input: its rows, remarks for the user, its part of the total."""

    packed: Packed
    remarks: tuple[str, ...]
    tally: Tally


def silent(_: Iterable[str]) -> None:
    """Print nothing."""


@dataclass(frozen=True, slots=True)
class How:
    """How to compile: by how many processes (None: all cores), the language of messages, the printer of these."""

    workers: int | None = 1
    language: Language = "zh"
    notify: corpus.Notify = silent


def tabulate(inputs: Iterator[Input], store: AbstractContextManager[Put], how: How) -> Tally:
    """Write the rows of all inputs to `store`, in their order; return the total."""
    tally, job, give_up = Tally(), partial(tabled, language=how.language), partial(lost, language=how.language)
    with store as put, closing(corpus.work(job, inputs, workers=how.workers, lost=give_up)) as done:
        grouped = Grouped(put)
        for one in done:
            grouped.add(unpack(one.packed))
            how.notify(one.remarks)
            tally = tally.plus(one.tally)
        grouped.finish()
    return tally


def tabled(given: Input, language: Language = "zh") -> Tabled:
    """Compile and check an input; for one that cannot be read, return a record with the reason."""
    if given.fault:
        return _refused(given, Failure(*given.fault), language)
    try:
        return _tabled(given, language)
    except OSError as error:
        trouble = Failure(*because(error, "无法读取", "cannot be read"))
    except Exception as error:  # noqa: BLE001  # a fault of ours: it may cost one report, not the other hundred thousand
        trouble = Failure(f"编译器内部错误：{type(error).__name__}: {error}", "internal error, please report it")
    return _refused(given, trouble, language)


def lost(given: Input, _died: WorkerDied, language: Language = "zh") -> Tabled:
    """Return the record of an input that ended every process that worked on it."""
    return _refused(given, Failure(*KILLED), language)


def _tabled(given: Input, language: Language) -> Tabled:
    data = given.read()
    if given.page is not None:
        from reportc.source.office import take  # the readers are loaded with the first compile

        take(data, given.page)
    checked = check(given.text if given.text is not None else data)
    made = rows(ReportOrigin(given.name, data, __version__), checked, language)
    return Tabled(pack(made), (), counted(checked, made.counts))


def _refused(given: Input, trouble: Failure, language: Language) -> Tabled:
    result = check(refused(trouble.text))
    tally = counted(result)._replace(reports=0, unread=1)
    made = rows(ReportOrigin(given.name, b"", __version__), result, language)
    return Tabled(pack(made), (printable(f"{given.name}：{trouble}"),), tally)
