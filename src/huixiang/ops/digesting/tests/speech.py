"""What people said in these tests: a small town with a mixing plant, a lift and a row of lamps."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import pyarrow as pa

from huixiang.ops.digesting.findings import Findings
from huixiang.ops.digesting.reading import read_voices

moment = partial(datetime, tzinfo=None)  # wall time, as tables have it
HEADER: Final = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数")
PLANT = "清河花园南门外的搅拌站夜里两点还在施工，噪音很大，孩子睡不着，窗台上一层灰，请环保部门来看一看。"
LIFT = "桂花路18号楼的电梯坏了三个星期，八楼的老人下不来，物业一直说在等配件，到底什么时候能修好？"
ROWS: Final[Sequence[tuple[str, ...]]] = (
    ("101", "U1", "清河花园搅拌站夜间扰民", "2019/7/3 23:27:02", PLANT, "3"),
    ("102", "U2", "清河花园搅拌站扰民", "2019-07-05", "我也住清河花园，" + PLANT, "0"),
    (
        "103",
        "U3",
        "清河花园旁边的搅拌站太吵",
        "2019年8月1日",
        "清河花园旁边的搅拌站半夜施工，灰尘飘进家里，没法开窗。",
        "",
    ),
    ("104", "U4", "电梯坏了没人修", "2019.8.5", LIFT, "1"),
    ("105", "U1", "桂花路18号楼电梯", "二〇一九年八月六日", "桂花路18号楼电梯还没修，" + LIFT, "0"),
    ("106", "U5", "路灯", "前天", "文昌街的路灯不亮。我叫张三丰，电话13812345678。", "多"),
)


def write_rows(path: Path, rows: Sequence[Sequence[str]] = ROWS, header: Sequence[str] = HEADER) -> Path:
    """Write a table of voices as .csv."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a table of results."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def findings(path: Path) -> Findings:
    """Say by hand what a run would find in a table of ``ROWS``."""
    reading = read_voices(write_rows(path), {}, say=lambda _rows: None)
    steps = ("2019-07", "2019-08")
    return Findings(reading, FOUND, MATTERS, steps, moment(2019, 8, 6), CLASSES, "试用的分类")


FOUND: Final = pa.table(
    {
        "id": ["101", "102", "103", "104", "105", "106"],
        "repeat_of": pa.array([None, "101", None, None, "104", None], pa.string()),
        "matter": pa.array(["m1", "m1", "m1", "m2", "m2", None], pa.string()),
        "reason": ["清河花园", "多了一句", "清河花园、搅拌站", "桂花路", "多了一句", None],
        "masks": [0, 0, 0, 0, 0, 2],
    }
)
MATTERS: Final = pa.table(
    {
        "matter": ["m1", "m2"], "title": ["=清河花园搅拌站", "<电梯> & 张三丰13812345678"],
        "place": ["清河花园", None], "people": ["居民", ""],
        "first": [moment(2019, 7, 3, 23, 27, 2), moment(2019, 8, 5)],
        "last": [moment(2019, 8, 1), moment(2019, 8, 6)], "voices": [3, 2], "speakers": [3, 2], "heat": [3.25, 2.0],
        "trend": [[2, 1], [0, 2]], "words": [["搅拌站", "施工"], ["电梯"]], "representative": ["101", "104"],
    }
)  # fmt: skip
CLASSES: Final = pa.table(
    {
        "label": pa.array(["环境保护", "环境保护", "环境保护", "城乡建设", "城乡建设", None], pa.string()),
        "confidence": [0.9, 0.8, 0.9, 0.7, 0.6, 0.3], "second": ["城乡建设"] * 6, "words": [["噪音"]] * 6,
        "first": ["环境保护"] * 3 + ["城乡建设"] * 3,
    }
)  # fmt: skip
