"""Two batches of an import are written at once, on connections of their own, and end in order."""

from __future__ import annotations

import csv
import datetime as dt
import threading
from pathlib import Path

import pytest

from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import services
from huixiang.listening.models import Import, ImportFailure, Receipt, Voice
from huixiang.listening.services.imports import running
from huixiang.listening.services.imports.tracks import Batch, NotItsTurn, Track, in_turn
from huixiang.listening.services.imports.understanding import ReadVoice
from huixiang.listening.tests.test_at_once import committed_cast  # noqa: F401 - a fixture
from huixiang.people.testing import NOON, Cast


def batches(*sources: str) -> list[Batch]:
    return [
        Batch(number, 1, [ReadVoice(number, source, "灯", dt.date(2024, 5, 6))], [])
        for number, source in enumerate(sources, start=1)
    ]


class TestTracks:
    def test_are_two_and_end_in_order(self) -> None:
        ended: list[int] = []
        both_begun = threading.Barrier(2)

        def take(batch: Batch, after: int, track: Track) -> bool:
            if batch.last <= 2:
                both_begun.wait(timeout=10)  # breaks unless the second begins before the first ends
            track.wait()
            ended.append(batch.last)
            return after == batch.last - 1

        assert in_turn(batches("a", "b", "c", "d", "e"), take, start=0)
        assert ended == [1, 2, 3, 4, 5]

    def test_of_batches_with_one_number_wait_for_each_other(self) -> None:
        told: list[str] = []

        def take(batch: Batch, _after: int, _track: Track) -> bool:
            told.append(f"{batch.last} begins")
            told.append(f"{batch.last} ends")
            return True

        assert in_turn(batches("a", "a", "a"), take, start=0)
        assert told == ["1 begins", "1 ends", "2 begins", "2 ends", "3 begins", "3 ends"]

    def test_stop_where_one_was_not_taken(self) -> None:
        taken: list[int] = []

        def take(batch: Batch, _after: int, track: Track) -> bool:
            if batch.last == 2:
                raise NotItsTurn
            track.wait()
            taken.append(batch.last)
            return True

        assert not in_turn(batches("a", "b", "c", "d"), take, start=0)
        assert taken == [1]

    def test_hand_on_an_error(self) -> None:
        def take(batch: Batch, _after: int, track: Track) -> bool:
            track.wait()
            if batch.last == 2:
                raise ZeroDivisionError
            return True

        with pytest.raises(ZeroDivisionError):
            in_turn(batches("a", "b", "c"), take, start=0)


class TestImport:
    def test_written_on_two_connections_takes_each_row_once(
        self,
        committed_cast: Cast,  # noqa: F811 - the fixture
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        monkeypatch.setattr(running, "BATCH", 3)
        table = tmp_path / "热线.csv"
        rows = [[f"GD{n % 19:02}", "2024-05-07", f"第{n % 19}盏路灯不亮"] for n in range(20)]
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["工单编号", "来电时间", "主要内容"], *rows])
        house = committed_cast.organisation.pk
        with acting_in(house):
            begun = services.begin_load(path=table, by=system(house), at=NOON)

        services.run_import(organisation_id=house, import_id=begun.pk, path=table)

        with acting_in(house):
            done = Import.objects.get(pk=begun.pk)
            assert (done.state, done.position, done.new, done.failed) == ("done", 21, 19, 1)
            assert ImportFailure.objects.get().number == 21
            assert Voice.objects.count() == Receipt.objects.values("locator").distinct().count() == 19
