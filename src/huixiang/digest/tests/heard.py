"""A few hundred voices for tests of the whole run: some alone, some repeated, some about one matter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import Final

import pyarrow as pa

from huixiang.digest.pipeline import Digest
from huixiang.digest.voices import VOICES

MORNING: Final = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 - voices carry the wall time of their place
_PLACES: Final = ("望江花园", "春晓小区", "北门小学", "城南菜市场", "滨河公园", "青年路")
_TROUBLES: Final = (
    "楼下的烧烤店油烟直排，深夜还在营业，窗户不敢开",
    "门口的路灯坏了半个月，晚上看不清路，老人摔了一跤",
    "的自来水发黄，沉一夜缸底有一层泥沙，烧开漂白皮",
    "旁边的工地夜里两点还在打桩，孩子睡不着，投诉没人管",
    "的垃圾三天没有清运，苍蝇到处飞，臭味很大",
    "停车费从一百涨到三百，没有公示，也没有开发票",
)
_CLOSINGS: Final = ("请尽快处理。", "希望领导重视！我的电话是13812345678。", "到底归哪个部门管？", "谢谢。")


def voices_of(bodies: Sequence[str]) -> pa.Table:
    """Give each body a voice of its own: one an hour, by one of forty speakers."""
    count = len(bodies)
    said = [MORNING + timedelta(hours=hour) for hour in range(count)]
    columns = [
        [f"v{row}" for row in range(count)], [""] * count, list(bodies), [f"s{row % 40}" for row in range(count)],
        said, [row % 3 for row in range(count)], pa.nulls(count, pa.string()),
    ]  # fmt: skip
    return pa.table(columns, schema=VOICES)


def heard() -> pa.Table:
    """144 voices about 36 matters, and 36 that repeat one of them with a greeting."""
    bodies = [place + trouble + "，" + end for trouble, place, end in product(_TROUBLES, _PLACES, _CLOSINGS)]
    return voices_of([*bodies, *("您好！" + body for body in bodies[::4])])


def octets(found: Digest) -> bytes:
    """Both tables as one file holds them."""
    sink = pa.BufferOutputStream()
    for table in (found.voices, found.matters):
        whole = table.combine_chunks()
        with pa.ipc.new_stream(sink, whole.schema) as writer:
            writer.write_table(whole)
    return bytes(sink.getvalue())
