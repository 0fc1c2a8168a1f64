"""Each mark follows the rubric, and shows the words it rests on."""

import datetime as dt

import pytest

from huixiang.digest.replies.scoring import Marks, mark_reply

TITLE = "三号楼电梯停用"
ASKED = "三号楼的电梯停用两个月了，老人下不了楼。什么时候能修好？"


def marks(answer: str, *, title: str = TITLE, asked: str = ASKED, answered: dt.datetime | None = None) -> Marks:
    return mark_reply(title, asked, answer, answered=answered)


def words(answer: str, mark: str) -> list[str]:
    return [found.words for found in marks(answer, answered=dt.datetime.fromisoformat("2024-05-20")).found[mark]]


class TestPoints:
    def test_one_question_is_answered_by_anything_particular(self) -> None:
        assert marks("您好，电梯曳引机损坏，配件下周到货。").answers_points == "all"

    @pytest.mark.parametrize(
        "answer",
        [
            "",
            "您的留言已收悉。",
            "您好，您的留言已转交有关部门，请耐心等待，感谢您的理解。",
            "您通过平台《问政信箱》的留言收悉，已转有关部门，祝您事事顺心。",
            "建议您向住建局反映。",
            "我局将认真研究论证。",
            "□□",
        ],
    )
    def test_nothing_particular_answers_nothing(self, answer: str) -> None:
        assert marks(answer).answers_points == "none"

    @pytest.mark.parametrize(
        "answer",
        [
            "您没有写明是哪部电梯，我局无法核实，请提供门牌号。",
            "该事项不属于我区管辖，请向市里反映。",
            "经区住建局核实，您的留言已分送物业科处理。",
            "按有关规定办理。",
            "此前已答复，不再重复答复。",
            "我局将进一步加强监管，努力营造良好的居住环境。",
            "如您对答复有异议，可依法申请行政复议。",
            "您好，建议您直接向检测机构(电话7012345)咨询，以便尽快解决。",
        ],
    )
    def test_missing_details_other_bodies_and_assurance_answer_nothing(self, answer: str) -> None:
        assert marks(answer).answers_points == "none"

    @pytest.mark.parametrize("answer", ["情况属实。", "可以申请。", "已立案调查。", "不能。"])
    def test_a_verdict_answers_in_however_few_words(self, answer: str) -> None:
        assert marks(answer).answers_points == "all"

    def test_where_to_turn_answers_only_who_asks_where(self) -> None:
        answer = "请致电市住建局，电话7012345。"

        assert marks(answer, title="", asked="电梯年检该找哪个部门？").answers_points == "all"
        assert marks(answer, title="", asked="电梯年检多久一次？").answers_points == "none"

    def test_a_question_for_more_of_the_same_goes_with_the_one_before(self) -> None:
        asked = "三号楼能不能加装电梯？需要什么材料呢？"
        found = marks("三号楼加装电梯须三分之二业主同意。", title="", asked=asked)

        assert [bool(point.answer) for point in found.points] == [True, True]

    def test_who_complains_asks_no_question_in_anger(self) -> None:
        found = marks("", title="反映三号楼电梯停用", asked="电梯停了两个月，这样合理吗？难道要老人天天爬楼梯吗？")

        assert [point.words for point in found.points] == ["反映三号楼电梯停用"]

    def test_some_of_several_questions(self) -> None:
        found = marks("电梯配件到货后三天内修好。", title="", asked="电梯什么时候能修好？物业费涨价经过业主大会了吗？")

        assert found.answers_points == "some"
        assert [bool(point.answer) for point in found.points] == [True, False]

    def test_the_same_told_twice_is_one_point(self) -> None:
        found = marks("", title="", asked="电梯什么时候能修好？请问电梯到底什么时候修好？")

        assert len(found.points) == 1

    def test_five_points_at_most(self) -> None:
        asked = (
            "1、路灯何时修？2、水管何时换？3、垃圾谁来清？4、车位怎么分？5、大门何时装？6、围墙怎么办？7、树谁来剪？"
        )

        assert len(marks("", title="", asked=asked).points) == 5

    def test_the_place_of_the_answer_is_where_it_stands(self) -> None:
        answer = "您好！电梯曳引机损坏。"
        found = marks(answer).points[0].answer[0]

        assert answer[found.start : found.end] == found.words == "电梯曳引机损坏"


class TestActs:
    @pytest.mark.parametrize(
        "answer",
        [
            "我局已派人现场查看。",
            "执法队员约谈了物业经理。",
            "已下达整改通知书。",
            "该处围挡已拆除。",
            "已纳入明年计划。",
        ],
    )
    def test_what_was_done_counts(self, answer: str) -> None:
        assert words(answer, "names_act")

    @pytest.mark.parametrize(
        "answer",
        [
            "您的留言已收悉。",
            "我们高度重视。",
            "您的留言已转交住建局办理。",
            "下一步将拆除围挡。",
            "经我局核实，情况属实。",
        ],
    )
    def test_receipt_handing_on_and_plans_do_not(self, answer: str) -> None:
        assert words(answer, "names_act") == []


class TestDates:
    @pytest.mark.parametrize(
        ("answer", "found"),
        [
            ("电梯于5月6日修好。", ["5月6日"]),
            ("2018年建成的电梯已到期。", ["2018年"]),
            ("计划今年年底完工。", ["今年年底"]),
            ("下个月开工。", ["下个月"]),
        ],
    )
    def test_a_day_month_or_year_of_the_matter(self, answer: str, found: list[str]) -> None:
        assert words(answer, "names_date") == found

    @pytest.mark.parametrize(
        "answer",
        [
            "您好，谢谢。2024年5月20日",
            "您于2024年5月3日的留言收悉。",
            "根据〔2023〕12号文件办理。",
            "按2019年1月出台的《管理办法》办理。",
            "15个工作日内答复。",
            "两年内建成。",
            "近期处理，目前正在核实。",
            "晚上十点后施工。",
        ],
    )
    def test_the_replys_own_date_papers_and_lengths_do_not_count(self, answer: str) -> None:
        assert words(answer, "names_date") == []


class TestBodies:
    @pytest.mark.parametrize(
        ("answer", "found"),
        [
            ("市住建局已约谈物业。", ["市住建局"]),
            ("桥东街道已受理。", ["桥东街道"]),
            ("由供电公司维修。", ["供电公司"]),
            ("A7县教育局答复如下。", ["A7县教育局"]),
        ],
    )
    def test_a_particular_body(self, answer: str, found: list[str]) -> None:
        assert words(answer, "names_unit") == found

    @pytest.mark.parametrize("answer", ["我局高度重视。", "已转相关部门。", "有关单位正在处理。", "上级尚未批复。"])
    def test_nobody_in_particular(self, answer: str) -> None:
        assert words(answer, "names_unit") == []


class TestBasis:
    @pytest.mark.parametrize(
        ("answer", "found"),
        [
            ("根据《物业管理条例》第七条。", ["《物业管理条例》", "第七条"]),
            ("依据物权法的规定。", ["物权法"]),
            ("建〔2019〕2号已明确。", ["[2019]2号"]),
            ("该小区规划许可证载明。", ["规划许可证"]),
        ],
    )
    def test_what_could_be_asked_for(self, answer: str, found: list[str]) -> None:
        assert words(answer, "cites_basis") == found

    @pytest.mark.parametrize("answer", ["根据有关规定办理。", "您在《市长信箱》的留言收悉。", "按国家标准执行。"])
    def test_what_could_not(self, answer: str) -> None:
        assert words(answer, "cites_basis") == []


class TestCommitments:
    @pytest.mark.parametrize(
        "answer",
        [
            "我局将在3个工作日内修好。",
            "施工单位计划2024年6月完成更换。",
            "已责令物业于6月1日前整改到位。",
            "我局要求物业立即停用，并在十五日内换好。",
        ],
    )
    def test_a_when_and_a_who(self, answer: str) -> None:
        assert len(words(answer, "commits")) == 1

    @pytest.mark.parametrize(
        "answer",
        ["我局将尽快修好。", "如仍有噪音，我局将在两日内处理。", "我局将于2023年3月完成。", "电梯已于5月6日修好。"],
    )
    def test_no_when_a_condition_or_a_day_gone_by(self, answer: str) -> None:
        assert words(answer, "commits") == []


class TestTransferOnly:
    @pytest.mark.parametrize(
        "answer",
        [
            "您好，您的留言已转交市住建局办理，请耐心等待。",
            "您反映的问题已转相关部门处理。",
            "您的来信转卢山镇阅处。",
            "诉求已派发至政务热线中心。",
            "已反馈市住建局。",
        ],
    )
    def test_nothing_but_handing_on(self, answer: str) -> None:
        assert words(answer, "transfer_only")

    @pytest.mark.parametrize(
        "answer", ["已转交市住建局。经查电梯曳引机损坏，下周更换。", "请向城管局反映。", "您的留言已收悉。"]
    )
    def test_something_said_or_nothing_handed_on(self, answer: str) -> None:
        assert words(answer, "transfer_only") == []


class TestContact:
    @pytest.mark.parametrize(
        "answer",
        ["已与您电话联系。", "多次拨打未接通。", "工作人员赶到现场查看。", "召开业主代表会。", "我局已上门走访。"],
    )
    def test_spoke_tried_or_went_there(self, answer: str) -> None:
        assert words(answer, "contact_made")

    @pytest.mark.parametrize("answer", ["请致电我局。", "已约谈物业。", "请您与我局联系。"])
    def test_an_invitation_is_none(self, answer: str) -> None:
        assert words(answer, "contact_made") == []


class TestTone:
    @pytest.mark.parametrize(
        ("answer", "tone"),
        [
            ("您好，电梯已修好，感谢您的监督。", "courteous"),
            ("电梯曳引机损坏，物业公司已经订购了新的配件，预计下周到货后安装，安装完成后由检验机构检验。", "plain"),
            ("已收悉。", "brusque"),
            ("您好，请勿重复发帖，谢谢。", "brusque"),
            ("您好，您的无理要求我们不能满足，谢谢。", "blames"),
        ],
    )
    def test_is_the_first_that_fits(self, answer: str, tone: str) -> None:
        assert marks(answer).tone == tone


class TestQuotes:
    def test_prove_nothing(self) -> None:
        answer = "您反映的“2019年5月市住建局现场查看后未依《物业管理条例》处理”一事收悉。"

        assert [words(answer, mark) for mark in ("names_act", "names_date", "names_unit", "cites_basis")] == [[]] * 4
