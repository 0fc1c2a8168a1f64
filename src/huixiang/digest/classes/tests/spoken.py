"""What people said, written for these tests: three classes, ten texts each."""

from datetime import UTC, datetime
from typing import Final

AT: Final = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
_CANTEEN: Final = """
食堂的饭菜太贵了，一荤一素要二十元
食堂早餐种类少，馒头经常是凉的
二号食堂打饭排队太久，窗口应该多开两个
食堂的菜里吃出了虫子，卫生没有人管
食堂晚饭供应时间太短，下班就没有菜了
希望食堂增加清真窗口，饭菜少放油
食堂餐具没有洗干净，碗里有油
食堂涨价没有通知，米饭也要收费
食堂的汤太咸，菜的味道一年不如一年
食堂师傅打菜手抖，分量越来越少
"""
_LIFTS: Final = """
三号楼电梯又坏了，老人上下楼很不方便
电梯经常停在两层之间，很危险
电梯维修了一个月还没有修好
五号楼电梯按钮失灵，物业不来维修
电梯里没有灯，孩子害怕
电梯年检标志过期了，请物业检查
货运电梯噪音大，夜里吵得睡不着
电梯门关得太快，夹到了老人
高层电梯太少，早上等电梯要十分钟
电梯停电时没有应急照明，维修电话打不通
"""
_BUSES: Final = """
公交车班次太少，早高峰等车要半小时
公交站台没有雨棚，下雨天乘客淋雨
七路公交车司机不文明，急刹车
公交车到站不停，乘客赶不上上班
希望公交线路延伸到新校区
公交卡充值点太少，乘车不方便
末班公交车时间太早，下夜班没有车坐
公交车上空调不开，车厢很闷
公交线路调整没有通知乘客
公交车站牌被广告挡住，看不清线路
"""
CLASSES: Final = ("食堂", "电梯", "公交")


def spoken() -> tuple[list[str], list[str]]:
    """Give the thirty texts and their labels."""
    blocks = [block.split() for block in (_CANTEEN, _LIFTS, _BUSES)]
    return [text for block in blocks for text in block], [
        name for name, block in zip(CLASSES, blocks, strict=True) for _ in block
    ]
