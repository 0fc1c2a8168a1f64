"""The living style page: every component in every state, on one page, for people who build pages. Shown in DEBUG only.

Its sample sentences are Chinese on purpose and are not translated: it is a workshop, not a page for readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from huixiang.kernel.ruling import Ruling
from huixiang.web.paging import Page
from huixiang.web.parts import (
    Cell,
    Clock,
    Column,
    Link,
    Me,
    Number,
    RailItem,
    Table,
    TimelineEntry,
    Tone,
)

LONG_NAME = "梅溪湖街道办事处市政基础设施维护与城市管理综合服务中心第二分中心道路照明管理组"


@dataclass(frozen=True, slots=True)
class SampleState:
    value: str
    label: str
    tone: str


STATES = (
    SampleState("new", "还没有人看过", Tone.WAITING),
    SampleState("working", "正在办", Tone.WORKING),
    SampleState("claimed", "单位说办好了", Tone.CLAIMED),
    SampleState("confirmed", "反映人说解决了", Tone.CONFIRMED),
    SampleState("disputed", "反映人说没解决", Tone.DISPUTED),
    SampleState("silent", "反映人没有回话", Tone.SILENT),
)


class SampleForm(forms.Form):
    text = forms.CharField(
        label="您想反映什么",
        help_text="哪里、什么时候开始、影响谁。说清楚这三样，办起来最快。",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    place = forms.CharField(label="地点", required=False, help_text="写到门牌号或者附近的站名")
    since = forms.DateField(label="从哪天开始", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    who = forms.ChoiceField(
        label="谁可以知道是您",
        choices=(
            ("open", "公开：办理单位知道您是谁，可以直接联系您"),
            ("confidential", "保密：只有受理的人知道您是谁，办理单位不知道"),
            ("anonymous", "匿名：谁也不知道，只能凭回执码查结果"),
        ),
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(label="单位", choices=(("1", "路灯管理所"), ("2", LONG_NAME)))
    photos = forms.FileField(label="照片", required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))
    agree = forms.BooleanField(label="我知道提交后原话不能再改")


def style_page(request: HttpRequest) -> HttpResponse:
    template = "web/style_desk.html" if request.GET.get("room") == "desk" else "web/style.html"
    form = SampleForm(None if request.GET.get("form") == "fresh" else {"place": "桂花路 12 号门口"})
    return render(request, template, {**_parts(timezone.localdate()), **_desk(), "form": form})


def _parts(today: date) -> dict[str, Any]:
    return {
        "states": STATES,
        "entries": _timeline(today),
        "clock": Clock(used=7, allowed=10, ends_on=today + timedelta(days=3)),
        "late": Clock(13, 10, today - timedelta(days=3), ("11月9日延长 5 个工作日：等配件到货",)),
        "table": _table(),
        "no_rows": Table("没有一行的表", (), ()),
        "page": Page((1,), older="b2xkZXI", newer="bmV3ZXI"),
        "numbers": (
            Number("反映人确认解决", "61.4%", of="1,204 件", interval=("58.6%", "64.1%"), rows_url="#rows"),
            Number("还没有人看过", "3", rows_url="#rows"),
            Number("办理时间的中位数", "6 个工作日", of="1,204 件"),
        ),
        "yes": Ruling(),
        "no": Ruling("还缺佐证：先上传一张整改后的照片，再申请销号。"),
        "code": "1234567820482048204820482048",
    }  # fmt: skip


def _timeline(today: date) -> tuple[TimelineEntry, ...]:
    def ago(days: int) -> date:
        return today - timedelta(days=days)

    return (
        TimelineEntry(ago(400), "反映人", "提出来", "桂花路的路灯坏了三盏，晚上老人不敢出门。"),
        TimelineEntry(ago(12), "街道受理人", "转给路灯管理所，10 个工作日内办完", tone=Tone.WORKING),
        TimelineEntry(
            ago(4), LONG_NAME, "说办好了", "更换灯头三个，当晚试亮。",
            (Link("整改后照片 1", "#1"), Link("验收单", "#2")), Tone.CLAIMED,
        ),
        TimelineEntry(ago(2), "反映人", "说没解决", "第二盏还是不亮。", tone=Tone.DISPUTED),
        TimelineEntry(ago(1), "反映人", "没有回话", tone=Tone.SILENT),
        TimelineEntry(today, "反映人", "确认解决", tone=Tone.CONFIRMED),
    )  # fmt: skip


def _table() -> Table:
    columns = (Column("单位"), Column("状态"), Column("件数", numeric=True), Column("逾期", numeric=True))
    rows = [
        (Cell(name, url="#unit"), Cell(state=state), Cell(f"{1204 - 97 * n:,}"), Cell(str(n * 3)))
        for n, (name, state) in enumerate(zip(("路灯管理所", LONG_NAME, "环卫所", "自来水公司"), STATES, strict=False))
    ]  # fmt: skip
    return Table("各单位办理情况", columns, rows, stack=True)


def _desk() -> dict[str, Any]:
    rail = (
        RailItem("今天要办", "#today", current=True, count=12),
        RailItem("待受理", "#inbox", count=1204),
        RailItem("问题清单", "#problems"),
        RailItem("等反映人回话", "#silent", count=0),
    )
    me = Me("周明", "路灯管理所 办理人", (Link("我的登录设备", "#devices"),), "#out")
    return {"rail": rail, "me": me, "items": _queue()}


def _queue() -> list[dict[str, object]]:
    titles = ("桂花路路灯坏了三盏", "二单元电梯停运两周", f"{LONG_NAME}门口积水", "公积金贷款材料跑了三趟")
    return [
        {"title": title, "state": STATES[n], "voices": n * 7 + 1, "days": n * 4}
        for n, title in enumerate(titles)
    ]  # fmt: skip
