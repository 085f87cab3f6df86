"""Tables made by a cluster: a Ray task makes a part, and an input costs no more than its own record.

The driver splits the work into portions: files by the hash of their names, a table of pages by runs of rows, an
archive or a crawl whole. A task that dies is run again by Ray, twice. One that still dies is bisected to the inputs
that kill their workers; these become records with that reason, and the part is made with all the others.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from reportc import corpus, output
from reportc.corpus import sources
from reportc.corpus.inputs import STDIN, Input
from reportc.corpus.outcome import Tally
from reportc.corpus.rows import Columns
from reportc.corpus.tables import parts
from reportc.corpus.tables.parts import Shard, number_of
from reportc.corpus.tables.run import KILLED, How, tabled
from reportc.failure import UsageError
from reportc.language import Language, Text

SIZE = 500
"""Inputs a shard: some three seconds of work, against which a task costs nothing, and little to do again."""
RETRIES = 2
AHEAD = 3
"""Tasks a processor that Ray has at a time."""
_COUNTS = Text("共 {all} 个分片，已有 {made} 个，待做 {waiting} 个", "{all} shards: {made} exist, {waiting} to make")
_STORE = 100 * 2**20
"""Bytes of shared memory of a local Ray: the arguments and results of tasks are small."""


@dataclass(frozen=True, slots=True)
class Work:
    """The arguments of every task: where the parts go, which columns hold pages, the language of messages."""

    out: str
    columns: Columns | None
    language: Language
    fresh: bool


class Portion(NamedTuple):
    """The inputs of a part: those of `paths`, from `start` to `stop` (None: to the end)."""

    paths: tuple[str, ...]
    start: int = 0
    stop: int | None = None


class Task(NamedTuple):
    """A part to be made: its number, its inputs, and the places of those that kill their workers."""

    part: Shard
    portion: Portion
    poisoned: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Cluster:
    """The remote functions of Ray, each by its handle."""

    ray: Any
    make: Any
    probe: Any
    count: Any
    work: Work
    tasks: dict[Any, Task] = field(default_factory=dict)


def compile_on(
    address: str,
    paths: Iterable[str],
    work: Work,
    shards: int | None,
    how: How,
) -> Tally:
    """Make the parts of all `paths` by Ray: `ray` for a local one, `ray://host:port` for a cluster."""
    made = cut(paths, work.columns, shards)
    waiting = [task for task in made if work.fresh or not parts.is_made(work.out, task.part)]
    parts.check_no_others(work.out, len(made))
    counts = _COUNTS.of(how.language).format(all=len(made), made=len(made) - len(waiting), waiting=len(waiting))
    output.say([counts])
    if not waiting:
        return Tally()
    with redirect_stdout(sys.stderr):  # where Ray reports every worker that dies
        ray = _connected(address, how.workers)
        try:
            return _all(_functions(ray, work), iter(waiting), how.notify)
        finally:
            ray.shutdown()
            parts.tidy(work.out)


def cut(paths: Iterable[str], columns: Columns | None, shards: int | None) -> list[Task]:
    """Split the work into parts: plain files by hash, then containers, in the order given.

    Raise `UsageError` for a report from standard input.
    """
    plain: list[str] = []
    portions: list[Portion] = []
    for path in paths:
        if path == STDIN:
            raise UsageError("--on 时不能读标准输入的报告", "--on cannot read a report from standard input")
        if kind := sources.kind_of(path, columns):
            portions += [Portion((path,), *run) for run in sources.runs(path, kind, SIZE)]
        else:
            plain.append(path)
    count = shards or max(1, -(-len(plain) // SIZE))
    hashed: list[list[str]] = [[] for _ in range(count if plain else 0)]
    for path in plain:
        hashed[number_of(corpus.named(path, STDIN).name, count)].append(path)
    found = [*(Portion(tuple(some)) for some in hashed), *portions]
    return [Task(Shard(number, len(found)), portion) for number, portion in enumerate(found)]


def _connected(address: str, workers: int | None) -> Any:
    """Start Ray on this machine, or join a cluster."""
    try:
        import ray
    except ImportError:
        raise UsageError("--on 需要 Ray：pip install '.[ray]'", "--on needs Ray: the extra reportc[ray]") from None
    parts_ = urlsplit(address)
    if address != "ray" and not (parts_.scheme == "ray" and parts_.netloc):
        raise UsageError(f"--on {address}：应为 ray 或 ray://主机:端口", "--on takes ray or ray://host:port")
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
    try:
        if address == "ray":
            ray.init(
                "local",
                num_cpus=workers or corpus.cores(),
                include_dashboard=False,
                object_store_memory=_STORE,
                **quiet,
            )
        else:
            ray.init(address, **quiet)
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"无法连接 {address}：{error}", "Ray cannot be reached") from None
    return ray


def _functions(ray: Any, work: Work) -> _Cluster:
    remote = ray.remote(num_cpus=1, max_retries=RETRIES)
    return _Cluster(ray, remote(_make), remote(_probe), remote(_count), work)


def _all(cluster: _Cluster, waiting: Iterator[Task], notify: corpus.Notify) -> Tally:
    """Keep the cluster busy until every part is made; return the sum."""
    tally, ray = Tally(), cluster.ray
    most = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
    _hand_out(cluster, islice(waiting, most))
    while cluster.tasks:
        ready, _ = ray.wait(list(cluster.tasks))
        for one in ready:
            task = cluster.tasks.pop(one)
            try:
                remarks, counts = ray.get(one)
            except ray.exceptions.RayError as died:
                _hand_out(cluster, [_mended(cluster, task, died)])
                continue
            tally = tally.plus(found := Tally(*counts))
            _count_off(notify, remarks, found.reports + found.unread)
        _hand_out(cluster, islice(waiting, max(0, most - len(cluster.tasks))))
    return tally


def _count_off(notify: corpus.Notify, remarks: Iterable[str], count: int) -> None:
    """Report a part as so many inputs: a progress bar counts these."""
    notify(remarks)
    for _ in range(count - 1):
        notify(())


def _hand_out(cluster: _Cluster, tasks: Iterable[Task]) -> None:
    for task in tasks:
        cluster.tasks[cluster.make.remote(task, cluster.work)] = task


def _mended(cluster: _Cluster, task: Task, died: Exception) -> Task:
    """Return a task that died, without the inputs that kill it; raise its exception if no input does."""
    stop = task.portion.stop
    if stop is None:
        stop = task.portion.start + int(cluster.ray.get(cluster.count.remote(task.portion, cluster.work.columns)))
    found = frozenset(_killers(cluster, task, task.portion.start, stop))
    if not found - task.poisoned:
        raise UsageError(f"分片 {task.part} 屡次失败：{died}", "a shard fails again and again, not because of an input")
    return task._replace(poisoned=found | task.poisoned)


def _killers(cluster: _Cluster, task: Task, start: int, stop: int) -> Iterator[int]:
    """Yield the places of the inputs between `start` and `stop` that kill their workers."""
    half = (start + stop) // 2
    halves = [(a, b) for a, b in ((start, half), (half, stop)) if b > a]
    probes = [_probed(cluster, task.portion._replace(start=a, stop=b)) for a, b in halves]
    for (a, b), probe in zip(halves, probes, strict=True):
        try:
            cluster.ray.get(probe)
        except cluster.ray.exceptions.RayError:
            yield from [a] if b - a == 1 else _killers(cluster, task, a, b)


def _probed(cluster: _Cluster, portion: Portion) -> Any:
    """Start a probe. One of a single input is tried again: a worker may die for another reason."""
    is_one = portion.stop is not None and portion.stop - portion.start == 1
    return cluster.probe.options(max_retries=RETRIES if is_one else 0).remote(portion, cluster.work)


def _inputs(portion: Portion, columns: Columns | None) -> Iterator[Input]:
    """Yield the inputs of a portion, on whatever machine this is."""
    plain: Callable[[str], Input] = partial(corpus.named, stdin_name=STDIN)
    return sources.sliced(portion.paths, columns, plain, portion.start, portion.stop)


def _make(task: Task, work: Work) -> tuple[list[str], tuple[int, ...]]:
    """Make a part; return the remarks, and the counts."""
    remarks: list[str] = []
    inputs = (
        one._replace(fault=KILLED) if place in task.poisoned else one
        for place, one in enumerate(_inputs(task.portion, work.columns), task.portion.start)
    )
    tally = parts.make(inputs, work.out, task.part, How(language=work.language, notify=remarks.extend))
    return remarks, tuple(tally)


def _probe(portion: Portion, work: Work) -> None:
    """Compile the inputs of a portion, to see whether the worker dies of it."""
    for one in _inputs(portion, work.columns):
        tabled(one, work.language)


def _count(portion: Portion, columns: Columns | None) -> int:
    """Count the inputs of a portion."""
    return sum(1 for _ in _inputs(portion, columns))
