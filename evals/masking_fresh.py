"""Lines written after the rules for masking were finished, in other voices: letters, forms, notes of a hotline.

Nobody tuned a rule to them: what is found here is nearer to what a new office will see than the lines of
``masking_lines``, whose carriers were at hand while the rules were made.
"""

from __future__ import annotations

import random
from typing import Final

from evals.masking_lines import Line, fill

SEED: Final = 20_261_129
_PEOPLE: Final = (
    "尊敬的领导：我是退休职工，有事请拨{phone}。", "来电人留的号码是{phone}，说话带哭腔。", "打给{phone}三遍才接通",
    "回电请打 {phone}（儿子的手机）", "电话登记：{phone}，上午不要打", "工单回拨号码{phone}已核实",
    "夜里{phone}一直关机，白天再试", "短信发到{phone}就行，我听不清电话", "本人联系电话 {phone}，盼复！",
    "两个号码，{phone}和{phone}，都是她的", "村委会值班电话{landline}没人接", "门岗座机：{landline}",
    "传真发到{landline}，原件周五送来", "医院总机{landline}占线一个上午", "请改打{landline}找窗口",
    "随信附上身份证（{id_card}）复印件", "低保申请表上写的证号是{id_card}", "{id_card}这个证件过不了系统",
    "户口本上的号{id_card}和证上的不一样", "退休审批：{id_card}，工龄少算三年", "补贴应当打到{bank_card}，至今没到",
    "钱转进了{bank_card}，户名不是我", "社保卡银行账号{bank_card}已经注销", "请核对开户行和卡号{bank_card}",
    "一辆{plate}的货车每晚卸货", "被{plate}剐蹭以后司机跑了", "公交{plate}到站不停", "车主挪车：{plate}，停了两个月",
    "材料扫描件已发{email}", "请把答复寄到{email}，谢谢", "收件人邮箱{email}被退信", "联系邮箱：{email}；白天回得快",
    "微信{wechat_qq}可以传照片", "加我微信：{wechat_qq}，发视频给你看", "QQ{wechat_qq}，备注楼道灯",
    "群主QQ号是{wechat_qq}", "我住{address}，天花板渗水", "漏水的是{address}，楼上没人", "{place}{address}的老人独居",
    "送餐到{address}，电梯停了", "快递都放在{address}门口", "{place}{address}外墙掉砖",
    "业务科{surname}科长让我再等等", "{surname}主任当面说月底前办好", "护士长{surname}老师很耐心",
    "上次来的{surname}队长没有出示证件", "经{surname}书记协调，仍未解决", "保洁{surname}师傅天天扫到很晚",
    "跟{surname}局长约了三次都改期", "{surname}校长在会上答应换窗", "听邻居讲{somebody}拿了两份补贴",
    "{somebody}把公共车位圈起来收费", "写信人：{name}", "姓名：{name}，性别男", "我叫{name}，今年六十七岁",
    "申请人：{name}（代母亲办理）", "联系人：{name}，傍晚在家", "投诉人：{name} 诉求见附件", "户主{name}，一家四口",
    "经办人：{name}；复核无", "上门的是{roster}，态度好", "{roster}说要等经费", "请{roster}同志给个说法",
    "会议由{roster}主持，{roster}记录", "把材料交给了{roster}", "{roster}第二天就带人来修了",
    "此致\n敬礼\n反映人：{name}\n电话：{phone}", "邻居{roster}可以作证，她的手机{phone}",
)  # fmt: skip
_TRAPS: Final = (
    "物业费单号{long}对不上", "查询码{long}无效", "请输入受理号{long}查询", "快递{mobile_like}三天没动",
    "设备编号{long}的电梯停了", "医保结算单{long}被退回", "合同第{article}条写的是{n}天", "依照条例第{article}条处理",
    "{year}年{n}号文件已经废止", "项目总投资{mobile_like}元", "贷款{n}万元，利息{day}厘",
    "{year}-{month}-{day}停水，{n}户受影响", "从{month}月{day}日等到现在", "{n}路车改线，{place}没有站了",
    "{place}的路灯隔一盏亮一盏", "{place}门口摆摊占道", "{place}到{place}之间没有人行道", "{place}小学门口堵车",
    "{place}社区没有活动室", "全体业主联名", "居民代表一致反对", "老师们反映食堂涨价", "主任办公会纪要没有公开",
    "值班科长不在岗", "值班经理说没有权限", "新来的书记还没有到任", "工程师现场看过", "大队长期无人值守",
    "局长信箱没有回音", "联系方式未留", "姓名保密", "反映人不愿透露姓名", "申请人撤回申请", "电话打了{n}次没人接",
    "手机信号在楼里只有一格", "微信群里吵了{n}天", "微信小程序打不开", "QQ群被解散", "邮箱满了收不到",
    "身份证被收走{month}天", "银行卡年费{n}元", "车牌识别系统老出错", "{n}号楼和{day}号楼之间积水",
    "{month}单元门禁坏了", "每月{day}日抄表", "温度只有{day}度", "面积少了{n}平方米",
    "限高{month}.{day}米的杆子撞歪了", "每吨{n}元", "票价从{day}元涨到{n}元", "排队{n}号才叫到{day}号",
    "体检报告编号{long}", "学籍号{year}{n}查不到", "{year}年的账{year}年才公示", "周末书店关门", "高速路口没有灯",
    "金水桥下漏水", "万寿菊被踩坏", "方便面过期", "马上就要入冬", "时间定在晚上八点半", "一楼二楼三楼都没有灯",
    "三五个人在楼下抽烟",
)  # fmt: skip


def fresh_lines(seed: int = SEED) -> tuple[Line, ...]:
    """Make about 2,300 lines, 1,900 with places of persons; the same seed gives the same lines."""
    rng = random.Random(seed)
    lines = [fill(carrier, rng) for carrier in _PEOPLE * 27]
    return tuple(lines + [fill(carrier, rng) for carrier in _TRAPS * 7])
