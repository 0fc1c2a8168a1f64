"""What a message asks, point by point, and which points a reply says something particular about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from huixiang.digest.replies.particulars import directions, particular
from huixiang.digest.replies.reading import Found, Reading, han
from huixiang.digest.replies.wording import Wording
from huixiang.digest.stop_words import STOP_WORDS
from huixiang.digest.words import cut

MOST: Final = 5
_SENTENCE: Final = re.compile(r"[^。！？!?；;\n]+[？?]?")
_ASKS: Final = re.compile(
    r"[？?]|吗|呢$|如何|怎么|怎样|什么时候|何时|能否|是否|能不能|可不可以|可否|为什么|为何|哪里|多少|请问|想问|想知道|想了解"
)
_DEMANDS: Final = re.compile(
    r"希望|请求|恳请|恳求|要求|建议|强烈|督促|呼吁|望(?:领导|政府|有关|相关|尽快|能)|请(?:领导|政府|有关|相关|市|县|区|求|尽快|帮|您|给|为|查|处理|解决)"
)
_NUMBERED: Final = re.compile(r"(?<![\d第.])([1-9])[、.．)）](?=\D)|(?:^|[。；;\s:：])([一二三四五六七八九])[、.．]")
_EMPTY: Final = re.compile(
    r"希望(?:领导|政府)?(?:能)?(?:重视|关注)|谢谢|感谢|盼(?:复|回复|望)|您好|你好|请(?:尽快)?(?:回复|答复|领导重视)|难道|合理吗|怎么办|为什么"
)
_COMPLAINS: Final = re.compile(r"投诉|举报|反映|请求|希望|建议|要求|呼吁|质疑|反对")
_ACCUSES: Final = re.compile(r"投诉|举报|质疑|反对|控诉|曝光")
_ASKS_IN_EARNEST: Final = re.compile(
    r"请问|咨询|何时|什么时候|能否|可否|能不能|可不可以|哪个部门|哪里|多少|如何处理|怎么处理"
)
_WHERE: Final = re.compile(
    r"(?:[到去找向在是]|哪里?|请问)(?:哪[里儿]|哪个(?:部门|单位)|什么(?:部门|单位)|何处|谁)|(?<!没有)(?<!领导)哪个(?:部门|单位)(?![能愿])"
    r"|(?:电话|方式|地址)(?:是|号码|为)*(?:多少|什么|哪|[？?])|(?:有|什么|哪些|咨询|联系)(?:的|咨询|联系|相关){0,3}(?:电话|方式|地址)"
)
_SEVERAL: Final = 2
_MORE: Final = 2  # words of a question that only asks more of what was asked before it
_SAME: Final = 0.5
_LEAST: Final = 5  # Chinese characters of a point


@dataclass(frozen=True, slots=True)
class Point:
    """One thing asked: the words, and what of the reply answers it; no words if nothing does."""

    words: str
    answer: tuple[Found, ...]
    shared: tuple[str, ...]


def asked_points(title: str, body: str) -> list[str]:
    """List what is asked, five points at most; things told twice count once.

    The items of a numbered list are a point each. Else a message with one question or none asks one thing, and of
    several each is a point; so is what the title complains of or demands, if none of them is about it.
    """
    numbered = _numbered(body)
    if len(numbered) >= _SEVERAL:
        return numbered
    sentences = _sentences(body)
    # Who complains asks much that needs no answer: 这合理吗, 谁来管.
    asks = _ASKS_IN_EARNEST if _COMPLAINS.search(title) or _ACCUSES.search(title) else _ASKS
    questions = _distinct([words for words in sentences if asks.search(words)])
    main = title.strip() or next((words for words in sentences if _DEMANDS.search(words)), body.strip())
    if len(questions) < _SEVERAL:
        return [f"{main} {questions[0]}" if questions and questions[0] not in main else main]
    about = content(main)
    if not _COMPLAINS.search(title) or any(_alike(content(words), about) for words in questions):
        return questions
    return [main, *questions][:MOST]


def _numbered(body: str) -> list[str]:
    """Give the items of a list that counts from one; a message that only holds some number has none."""
    signs = list(_NUMBERED.finditer(body))
    if [sign[1] or sign[2] for sign in signs[:_SEVERAL]] not in (["1", "2"], ["一", "二"]):
        return []
    ends = [sign.start() for sign in signs[1:]] + [len(body)]
    items = [body[sign.end() : end].strip() for sign, end in zip(signs, ends, strict=True)]
    return [item for item in items if han(item) >= _LEAST][:MOST]


def _distinct(sentences: Sequence[str]) -> list[str]:
    found: list[tuple[str, frozenset[str]]] = []
    for words in sentences:
        own = content(words)
        if own and not any(_alike(own, other) for _, other in found):
            found.append((words, own))
    return [words for words, _ in found[:MOST]]


def _sentences(body: str) -> list[str]:
    found = (match[0].strip() for match in _SENTENCE.finditer(body))
    return [words for words in found if han(_EMPTY.sub("", words)) >= _LEAST]


def content(words: str) -> frozenset[str]:
    """Give the words that carry sense: at least two characters or a number, no stop words."""
    return frozenset(word for word in cut(words) if (len(word) > 1 or word.isdecimal()) and word not in STOP_WORDS)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME * min(len(one), len(other))


def judge(points: Sequence[str], reading: Reading, wording: Wording, general: frozenset[str]) -> list[Point]:
    """Say of each point which clauses of the reply answer it.

    A clause answers if it says something particular and shares a word with the point that is not ``general`` (in most
    points alike). A reply to a single point answers it with anything particular. Who asks where to turn is answered by
    a clause that names a body or a number, and a question of two words or less by the answer to the one before it.
    """
    clauses = particular(reading, wording)
    turns = directions(reading, wording) if any(map(_WHERE.search, points)) else []
    if len(points) == 1:
        clauses = clauses or (turns if _WHERE.search(points[0]) else [])
        return [Point(points[0], tuple(clauses), tuple(sorted(content(points[0]) & _all(clauses))))]
    said = [(clause, content(clause.words)) for clause in clauses]
    judged: list[Point] = []
    for words in points:
        point = _judged(words, said, general)
        if not point.answer:
            more = judged and len(content(words) - general) <= _MORE
            point = replace(point, answer=tuple(turns) if _WHERE.search(words) else judged[-1].answer if more else ())
        judged.append(point)
    if clauses and not any(point.answer for point in judged):
        # Something was said, in other words than any point's: it is taken for an answer to the first.
        judged[0] = replace(judged[0], answer=tuple(clauses))
    return judged


def _all(clauses: Sequence[Found]) -> frozenset[str]:
    return frozenset(word for clause in clauses for word in content(clause.words))


def _judged(point: str, said: Sequence[tuple[Found, frozenset[str]]], general: frozenset[str]) -> Point:
    own = content(point) - general or content(point)
    hits = [(clause, own & words) for clause, words in said if own & words]
    shared = frozenset(word for _, words in hits for word in words)
    return Point(point, tuple(clause for clause, _ in hits), tuple(sorted(shared)))


def common_words(points: Sequence[str]) -> frozenset[str]:
    """Give the words that more than half of the points, and at least two, have in common: they tell none apart."""
    counts = Counter(word for point in points for word in content(point))
    return frozenset(word for word, count in counts.items() if count > 1 and 2 * count > len(points))
