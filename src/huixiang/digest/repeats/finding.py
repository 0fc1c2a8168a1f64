"""Find the repeats among a table of voices, stage by stage, wherever the runner runs them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from huixiang.digest.kernel import Families, Sketches, sketch, texts_of
from huixiang.digest.partitions import InProcess, Runner, Work, split_rows
from huixiang.digest.progress import Progress, silent
from huixiang.digest.repeats.comparing import COMPARED, compare, with_words
from huixiang.digest.repeats.equals import Equals, equals_of
from huixiang.digest.repeats.families import families
from huixiang.digest.repeats.joining import PAIRS, candidates, entries_of, told
from huixiang.digest.repeats.reasons import SAME, reasons
from huixiang.digest.repeats.rules import RULES, Rules
from huixiang.digest.voices import words_of

Rows = npt.NDArray[np.int64]

REPEATS: Final[Any] = pa.schema([("repeat_of", pa.int64()), ("score", pa.float32()), ("reason", pa.string())])
TEXTS_AT_ONCE: Final = 50_000
ENTRIES_AT_ONCE: Final = 2_000_000
PAIRS_AT_ONCE: Final = 1_000_000
READY: Final = 4  # partitions for each worker
IN_PROCESS: Final = InProcess()


@dataclass(frozen=True, slots=True)
class Run:
    """What every stage needs of one run."""

    rules: Rules
    runner: Runner
    progress: Progress

    def over(self, stage: str, work: Work, parts: Iterator[pa.Table], of: int) -> Iterator[pa.Table]:
        """Work through the parts, a few for each worker laid ready at once, and say how far it is."""
        done = 0
        self.progress(stage, 0, of)
        # One worker alone gains nothing from waiting partitions, which only take memory.
        ready = READY * self.runner.workers if self.runner.workers > 1 else 1
        while waiting := list(islice(parts, ready)):
            yield from self.runner.map(work, waiting)
            done += sum(map(len, waiting))
            self.progress(stage, min(done, of), of)


def find_repeats(
    voices: pa.Table, *, rules: Rules = RULES, runner: Runner = IN_PROCESS, progress: Progress = silent
) -> pa.Table:
    """Find which voices repeat an earlier one: re-posts, edits, extensions, excerpts. No voice is lost or changed.

    ``voices`` as in ``VOICES``; the earlier one is the one above. Gives one row for each voice: ``repeat_of``, the
    row number of its family's first voice, ``score``, how alike they are (0 to 1), and ``reason``; all null for a
    first voice and for singles. Voices whose words or ``place`` name different places never repeat each other.
    Cost grows linearly, also when all texts are equal. The method: docs/algorithms/repeats.md.

    :raises KeyError: a column of ``VOICES`` is missing.
    """
    run = Run(rules, runner, progress)
    words, sketches = _read(voices, run)
    places = voices["place"].cast(pa.string()).combine_chunks()
    equals = equals_of(sketches, words, places)
    pairs = _candidates(entries_of(sketches, equals.firsts), run)
    look = partial(_compared, words=words, places=places, run=run)
    joined = families(*look(pairs["left"].to_numpy(), pairs["right"].to_numpy()), len(voices), look)
    return _answer(joined, equals, partial(_reasons, words=words, places=places, run=run))


def _read(voices: pa.Table, run: Run) -> tuple[Any, Sketches]:
    read = list(run.over("repeats: read", read_part, iter(split_rows(voices, TEXTS_AT_ONCE)), len(voices)))
    table = pa.concat_tables(read) if read else read_part(voices)
    keys = table["keys"].combine_chunks()
    starts = keys.offsets.to_numpy() - keys.offsets[0].as_py() if len(keys) else np.zeros(1, np.int64)
    whole, chars = table["whole"].to_numpy(), table["chars"].to_numpy()
    return table["words"].combine_chunks(), Sketches(keys.flatten().to_numpy(), starts, whole, chars)


def read_part(voices: pa.Table) -> pa.Table:
    """Give the words of each voice and their sketch; the first stage, one partition of it."""
    words = joined_words(voices)
    sketches = sketch(texts_of(words))
    keys = pa.LargeListArray.from_arrays(sketches.starts, pa.array(sketches.keys))
    return pa.table({"words": words, "keys": keys, "whole": sketches.whole, "chars": sketches.chars})


def joined_words(voices: pa.Table) -> Any:
    """Give what ``all_words`` gives but for spaces around a text, at Arrow's speed; these are never compared."""
    titles, bodies = (voices[name].combine_chunks().cast(pa.large_string()) for name in ("title", "body"))
    words = pc.binary_join_element_wise(titles, bodies, pa.scalar("\n", pa.large_string()))
    opening = pc.utf8_slice_codeunits(pc.utf8_ltrim_whitespace(titles), 0, 1)
    alike = pc.equal(opening, pc.utf8_slice_codeunits(pc.utf8_ltrim_whitespace(bodies), 0, 1))
    doubtful = pc.or_(alike, pc.equal(opening, pa.scalar("", pa.large_string())))
    rows = doubtful.to_numpy(zero_copy_only=False)
    asked = map(words_of, titles.filter(doubtful).to_pylist(), bodies.filter(doubtful).to_pylist())
    return pc.replace_with_mask(words, doubtful, pa.array(asked, pa.large_string())) if rows.any() else words


def _candidates(entries: pa.Table, run: Run) -> pa.Table:
    count = max(run.runner.workers, -(-len(entries) // ENTRIES_AT_ONCE))
    lots = run.runner.shuffle([entries], "key", count)
    found = list(run.over("repeats: join", partial(candidates, near=run.rules.near), iter(lots), len(entries)))
    return told(found)


def _compared(lefts: Rows, rights: Rows, *, words: Any, places: Any, run: Run) -> tuple[Rows, Rows, Any]:
    pairs = pa.table([lefts, rights], schema=PAIRS)
    parts = (with_words(part, words, places) for part in split_rows(pairs, _at_once(run)))
    work = partial(compare, least=run.rules.least)
    found = pa.concat_tables([COMPARED.empty_table(), *run.over("repeats: compare", work, parts, len(pairs))])
    return found["left"].to_numpy(), found["right"].to_numpy(), found["score"].to_numpy()


def _reasons(firsts: Rows, rows: Rows, *, words: Any, places: Any, run: Run) -> Any:
    pairs = pa.table([firsts, rows], schema=PAIRS)
    parts = (with_words(part, words, places) for part in split_rows(pairs, _at_once(run)))
    said = list(run.over("repeats: reasons", reasons, parts, len(pairs)))
    return pa.concat_tables(said)["reason"].combine_chunks() if said else pa.array([], pa.string())


def _at_once(run: Run) -> int:
    """Large partitions hash fewer texts twice; small ones keep several workers busy to the end."""
    return PAIRS_AT_ONCE if run.runner.workers == 1 else max(1, PAIRS_AT_ONCE // 4)


def _answer(joined: Families, equals: Equals, explain: Callable[[Rows, Rows], Any]) -> pa.Table:
    """Lay the families out over all rows: a copy repeats what its own first text repeats, or else that text."""
    rows = np.arange(len(equals.of))
    repeats = np.flatnonzero(joined.firsts != rows)
    said = pa.concat_arrays([explain(joined.firsts[repeats], repeats), pa.array([SAME])])
    reason = np.full(len(rows), len(repeats))  # where each row's reason stands; the last one: the same text
    reason[repeats] = np.arange(len(repeats))
    score = np.where(joined.firsts != rows, joined.scores, np.float32(1))
    repeat_of = joined.firsts[equals.of]
    single = repeat_of == rows
    return pa.table(
        [
            pa.array(repeat_of, mask=single),
            pa.array(score[equals.of], mask=single),
            pc.take(said, pa.array(reason[equals.of], mask=single)),
        ],
        schema=REPEATS,
    )
