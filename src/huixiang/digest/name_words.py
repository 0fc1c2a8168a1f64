"""The words that show a name of a person, and those that only end in a surname; ``names`` decides what follows."""

from collections.abc import Mapping
from typing import Final

# Frequent surnames before a title; left out are those that mostly end other words (和, 查, 单, 向).
SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
    "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂"
    "焦柳邢岳齐梅莫庄辛涂谷祁舒耿牟卜詹关苗凌靳童欧甄裴屈鲍覃霍翁隋甘薄柏宁柯阮桂肖闫付代"
)
MORE: Final = (
    "祝左纪盛项曲成游阳席卫包单司管时费向解查景路水华连乐文党国车房米池尚滕蒲麦黑强边祖冷冉佟应楚褚窦娄樊符仇丛"
)
DOUBLE: Final = "欧阳|司马|上官|诸葛|司徒|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木|东方|西门|南宫"
TITLES: Final = (
    "科长|处长|局长|厅长|部长|主任|书记|经理|老师|师傅|医生|大夫|护士|队长|所长|校长|院长|站长|村长|镇长|乡长|县长"
    "|市长|区长|组长|班长|"
    "股长|司长|行长|厂长|场长|社长|园长|馆长|段长|店长|会长|阿姨|叔叔|大爷|大妈|大娘|大姐|大哥|先生|女士|小姐|同志"
    "|同学|会计|律师|警官|教授|"
    "干事|委员|主席|总监|秘书|助理|老板|工程师|董事长|总经理|法官|检察官|医师|司机|婆婆|奶奶|爷爷|主管|支书"
)
# Surnames frequent enough before 总 and 工 to outweigh 汇总, 施工 and the like.
COMMON: Final = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"

# Words that end in a surname: the characters before it that make it part of the word.
WORD_ENDS: Final[Mapping[str, str]] = {
    "于": "由关对至处位属等基鉴出在过善勇乐敢终便忠限归",
    "任": "现担历主责专兼新上前原时首委信胜重班聘连",
    "方": "对甲乙我校院资警各双官多地东西南北四丙行中上下厂军药处配远前后",
    "许": "允不或也准默特兴些少最",
    "程": "工流课过全日行规章历里进启",
    "周": "金每一二三四五六七八九十两半整双单上下本这圆0123456789",
    "范": "师规示防模典",
    "林": "园森农营山护造竹树",
    "安": "公保治平西延长不电",
    "高": "提最较很崇增升拔太更",
    "余": "其业剩多残0",
    "何": "任如为奈几",
    "段": "工路阶手时地",
    "施": "措设实",
    "金": "资基奖现租押罚五冶黄公合",
    "常": "日经平正非通异时",
    "白": "明空坦洁表",
    "马": "上立车",
    "田": "农油",
    "洪": "防抗",
    "易": "容交贸简",
    "关": "有相机海公开无把攻难",
    "章": "规文公盖",
    "季": "四春夏秋冬",
    "伍": "队入",
    "陆": "大登",
    "顾": "照兼不",
    "钟": "分",
    "万": "千百十0123456789",
    "康": "健",
    "温": "体",
    "童": "儿",
    "庄": "村山",
    "毕": "完",
    "史": "历",
    "代": "替时年朝现当取",
    "付": "支交垫预拨对应",
}
# 总 and 工 are no titles before these: 王总量, 张工资.
NOT_CHIEF: Final = "是量额共数体之部计局要会算结能站裁"
NOT_ENGINEER: Final = "资作人程地业会厂序期具龄商友种伤"

# Behind 长 these go on with another word, so that 县长 before them is none: 平江县长寿镇, 城关镇长期.
AFTER_LONG: Final = "期途江寿安沙春城远满势短廊效租葛阳乐河岭桥"

# Words that begin with a surname and name nobody.
NO_NAMES: Final = (
    "代表 许可 允许 费用 成立 强烈 强行 强制 强调 施工 马上 万元 常年 任何 高度 高新 方面 方便 付款 安装 安全 温馨 "
    "应当 应该 应予 水电 车辆 车位 房屋 房产 文明 党员 国家 解决 解释 管理 连续 单独 单位 时间 于是 金地 万科 龙湖 "
    "全体 全部 路过 和谐 向来 向着 康复 顾客 关于 易于 毛坯 段落 白天 石材 江边 林地 田地 谷物 梅雨 商户 余款 余额 "
    "陆续 安心 安排 安居 付费 曾在 曾经 曾多 时常 常常 应付 胡乱 万一 高价 高层 温度 明确 齐全 强拆"
)

# What stands right before a name. Only behind the strong ones, or with a colon, is a name without a clear end a name.
STRONG_CUES: Final = "我叫 本人叫 名字叫"
CUES: Final = (
    "名叫 名字是 姓名 联系人 反映人 投诉人 举报人 申请人 当事人 经办人 责任人 负责人 户主 业主 收件人 签名 署名 来电人 "
    "诉求人 写信人 来信人 寄信人 来访人 信访人 求助人 报修人"
)
# What can follow a name without a stop; of longer words the first two characters.
SOFT_ENDS: Final = (
    "的 是 在 住 说 称 男 女 现 于 和 与 及 系 家住 来自 电话 手机 反映 投诉 今年 身份 联系 您好 你好 先生 女士 同志 "
    "老师 师傅 微信 地址"
)
