"""Parsing on all cores: fresh worker processes, fed and emptied through pipes.

Workers are started anew, not forked, so they are safe beside threads and in notebooks, and need no
`if __name__ == "__main__"` from the caller. What passes the pipes is Arrow, never pickle. A worker
ends at once when its parent is gone; what a lost worker had in hand is parsed here.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pyarrow as pa

from analysis.language.parse import SCHEMA, parse_paragraphs
from analysis.language.pipeline import load_pipeline

Text = tuple[bytes, str]
_CHUNK = 40_000  # characters: about two seconds of work, so that little is lost or waited for
_PAYS_FROM = 600_000  # characters: below, starting workers costs more than it saves
_REQUEST = pa.schema([("key", pa.binary(16)), ("text", pa.large_string())])


def parse_on_all_cores(
    texts: list[Text], model: str, *, parse: bool = True, jobs: int | None = None
) -> Generator[pa.Table, None, None]:
    """Parsed paragraphs chunk by chunk, as they are done; the order is not the texts'."""
    chunks = _split_chunks(texts)
    jobs = min(jobs or count_cores(), len(chunks))
    if jobs < 2 or sum(len(text) for _, text in texts) < _PAYS_FROM:
        yield from _parse_here(chunks, model, parse=parse)
        return
    lost: list[list[Text]] = []
    yield from _parse_in_workers(chunks, lost, [model, "parse" if parse else "names"], jobs)
    yield from _parse_here(lost, model, parse=parse)


def _split_chunks(texts: list[Text]) -> list[list[Text]]:
    chunks: list[list[Text]] = [[]]
    size = 0
    for text in texts:
        if size > _CHUNK:
            chunks.append([])
            size = 0
        chunks[-1].append(text)
        size += len(text[1])
    return chunks


def count_cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _parse_here(chunks: Iterable[list[Text]], model: str, *, parse: bool) -> Iterator[pa.Table]:
    for chunk in chunks:
        yield parse_paragraphs(load_pipeline(model, parse=parse), chunk)


def _parse_in_workers(
    chunks: list[list[Text]], lost: list[list[Text]], arguments: list[str], jobs: int
) -> Iterator[pa.Table]:
    waiting: queue.SimpleQueue[list[Text] | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[pa.Table | list[Text]] = queue.SimpleQueue()
    for chunk in chunks:
        waiting.put(chunk)
    workers = [_start_worker(arguments) for _ in range(jobs)]
    feeders = [
        threading.Thread(target=_feed, args=(worker, waiting, done), daemon=True)
        for worker in workers
    ]
    for feeder in feeders:
        waiting.put(None)
        feeder.start()
    try:
        for _ in chunks:
            answer = done.get()
            if isinstance(answer, list):
                lost.append(answer)
            else:
                yield answer
    finally:
        for worker in workers:
            worker.kill()
        for worker, feeder in zip(workers, feeders, strict=True):
            feeder.join()  # without its worker it has nothing to wait for
            with suppress(OSError), worker:
                pass  # closes the pipes and waits


def _start_worker(arguments: list[str]) -> "subprocess.Popen[bytes]":
    """A process that knows this package, with one thread for numbers."""
    root = str(Path(__file__).parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return subprocess.Popen(  # noqa: S603 (this very interpreter and module)
        [sys.executable, "-P", "-m", "analysis.language.workers", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | single | {"PYTHONPATH": os.pathsep.join(paths)},
    )


def _feed(
    worker: "subprocess.Popen[bytes]",
    waiting: "queue.SimpleQueue[list[Text] | None]",
    done: "queue.SimpleQueue[pa.Table | list[Text]]",
) -> None:
    """Hand a worker one chunk after the other; with a worker lost, hand its chunks back."""
    alive = True
    while (chunk := waiting.get()) is not None:
        answer: pa.Table | None = None
        if alive:
            with suppress(OSError, ValueError, EOFError):
                _send(worker.stdin, _pack(chunk))  # type: ignore[arg-type]
                answer = _unpack(_receive(worker.stdout))  # type: ignore[arg-type]
        alive = answer is not None
        done.put(chunk if answer is None else answer)


def _pack(chunk: list[Text]) -> pa.Table:
    keys, texts = zip(*chunk, strict=True)
    return pa.table([list(keys), list(texts)], schema=_REQUEST)


def _send(pipe: IO[bytes], table: pa.Table) -> None:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data = sink.getvalue()
    pipe.write(data.size.to_bytes(8, "little"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    size = pipe.read(8)
    data = pipe.read(int.from_bytes(size, "little"))
    if len(size) < 8 or len(data) < int.from_bytes(size, "little"):
        raise EOFError
    return data


def _unpack(data: bytes) -> pa.Table:
    return pa.ipc.open_stream(data).read_all()


def _work(model: str, what: str) -> None:
    """Answer chunks until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    nlp = load_pipeline(model, parse=what == "parse")
    while True:
        table = _unpack(requests.get())
        texts = zip(table["key"].to_pylist(), table["text"].to_pylist(), strict=True)
        _send(sys.stdout.buffer, parse_paragraphs(nlp, texts).cast(SCHEMA))


def _listen(requests: "queue.SimpleQueue[bytes]") -> None:
    with suppress(EOFError):
        while True:
            requests.put(_receive(sys.stdin.buffer))
    os._exit(0)  # the parent is gone, also in the middle of a chunk


if __name__ == "__main__":
    _work(*sys.argv[1:3])
