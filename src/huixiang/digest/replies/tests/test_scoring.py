"""A whole table is scored, whatever stands in it."""

import datetime as dt
import time

import pyarrow as pa
import pytest

from huixiang.digest.replies.copies import find_copies
from huixiang.digest.replies.scoring import SCORES, score_replies
from huixiang.digest.replies.waiting import monday_to_friday, waiting

FRIDAY, MONDAY = dt.datetime.fromisoformat("2024-05-03T18:00"), dt.datetime.fromisoformat("2024-05-06T09:00")
STOCK = "您好，您反映的问题我单位高度重视，已安排专人跟进，后续进展请关注本单位公示栏，感谢您对我们工作的理解。"


def table(*rows: tuple[str | None, str | None]) -> pa.Table:
    return pa.table(
        {
            "asked": pa.array([row[0] for row in rows], pa.string()),
            "answer": pa.array([row[1] for row in rows], pa.string()),
        }
    )


class TestScoreReplies:
    def test_keeps_the_rows_and_says_why(self) -> None:
        scores = score_replies(
            table(("电梯何时修好？", "您好，市住建局已派人现场查看，计划下周修好，感谢监督。")).append_column(
                "asked_at", pa.array([FRIDAY])
            ).append_column("answered_at", pa.array([MONDAY]))
        )  # fmt: skip

        assert scores.schema == SCORES
        assert scores["reason"][0].as_py() == (
            "问的事答了；写明做了什么：「派人现场查看」；写明日期：「下周」；写明单位：「市住建局」；没有写明依据；"
            "承诺了时间和责任人：「计划下周修好，感谢监督」；联系过本人或到过现场：「现场查看」；"
            "有问候和致谢：「您好」、「感谢」；用时3天（1个工作日）。"
        )

    def test_takes_empty_cells(self) -> None:
        scores = score_replies(table((None, None), ("", ""), ("路灯坏了", " ")))

        assert scores["answers_points"].to_pylist() == ["none", "none", "none"]
        assert scores["natural_days"].to_pylist() == [None, None, None]

    def test_takes_no_rows(self) -> None:
        assert score_replies(table()).num_rows == 0

    def test_names_the_columns_there_are(self) -> None:
        with pytest.raises(KeyError, match="no column answer; there are asked"):
            score_replies(pa.table({"asked": ["路灯坏了"]}))

    @pytest.mark.parametrize(
        "piece", ["我局将于下周现场查看。", "反映", "“", "将", "1", "2019年", "《", "县", "教育", "与您"]
    )
    def test_comes_back_from_a_long_cell(self, piece: str) -> None:
        began = time.process_time()

        scores = score_replies(table(("路灯坏了，何时修？", piece * (60_000 // len(piece)))))

        assert scores.num_rows == 1
        assert time.process_time() - began < 20

    def test_says_the_same_twice(self) -> None:
        rows = table(("电梯何时修好？", STOCK), ("路灯何时亮？", STOCK))

        assert score_replies(rows).equals(score_replies(rows))


class TestCopies:
    def test_are_the_same_reply_to_different_matters(self) -> None:
        copies = find_copies(
            ["电梯停用两个月没人修理", "学校门口没有红绿灯和斑马线"], [STOCK, STOCK.replace("专人", "人员")]
        )

        assert copies.family.tolist() == [0, 0]
        assert copies.others.tolist() == [1, 1]

    def test_are_not_the_same_reply_to_one_matter(self) -> None:
        copies = find_copies(["电梯停用两个月没人修理"] * 2, [STOCK, STOCK])

        assert copies.family.tolist() == [-1, -1]

    def test_are_not_different_replies(self) -> None:
        copies = find_copies(
            ["电梯", "路灯"], [STOCK, "路灯电缆被挖断，供电公司已于周三修复，目前照明正常，欢迎监督。"]
        )

        assert copies.others.tolist() == [0, 0]

    def test_stay_linear_when_all_say_the_same(self) -> None:
        copies = find_copies(["电梯停用两个月没人修理", "学校门口没有红绿灯"] * 5_000, [STOCK] * 10_000)

        assert copies.family.max() == 0


class TestWaiting:
    def test_counts_the_days_after_the_question(self) -> None:
        assert [
            (days.natural, days.working) for days in waiting([FRIDAY, MONDAY], [MONDAY, MONDAY], monday_to_friday)
        ] == [
            (3, 1),
            (0, 0),
        ]

    def test_asks_the_callers_calendar(self) -> None:
        days = waiting([FRIDAY], [MONDAY], lambda day: day == dt.date(2024, 5, 4))

        assert days[0].working == 1

    @pytest.mark.parametrize(
        ("asked", "answered", "note"),
        [
            (MONDAY, FRIDAY, "答复时间早于留言时间"),
            (None, FRIDAY, "留言没有时间"),
            (FRIDAY, None, "答复没有时间"),
            (None, None, "留言或答复没有时间"),
            (dt.datetime.fromisoformat("1900-01-01"), FRIDAY, "两个时间相差超过一百年"),
        ],
    )
    def test_says_when_it_cannot(self, asked: dt.datetime | None, answered: dt.datetime | None, note: str) -> None:
        found = waiting([asked], [answered], monday_to_friday)[0]

        assert (found.natural, found.working, found.note) == (None, None, note)

    def test_passes_over_days_in_nobodys_span(self) -> None:
        seen: list[dt.date] = []

        def workday(day: dt.date) -> bool:
            seen.append(day)
            return True

        days = waiting(
            [dt.datetime.fromisoformat("1950-01-01"), FRIDAY],
            [dt.datetime.fromisoformat("1950-01-03"), MONDAY],
            workday,
        )

        assert [one.working for one in days] == [2, 3]
        assert len(seen) == 5
