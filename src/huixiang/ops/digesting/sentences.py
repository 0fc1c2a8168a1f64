"""What the command says, in Chinese and in English; both say the same."""

from collections.abc import Mapping
from typing import Final

ZH: Final[Mapping[str, str]] = {
    "stopped": "停下了：{why}",
    "no_table": "没有找到文件“{path}”。",
    "no_rows": "“{path}”里只有表头，没有一行内容。表头是：{header}。",
    "missing_column": "没有找到这一列：{missing}。表里有这些列：{header}。",
    "unreadable": "读不了“{path}”：{why}。",
    "bad_choice": "{option} 不能是“{value}”。",
    "bad_model": "“{path}”里的模型用不了：{why}。",
    "cannot_write": "写不到“{path}”：{why}。什么都没有留下，原来的文件没有动。",
    "interrupted": "停下了，没有留下写了一半的文件。",
    "unexpected": "没有做完，出了我们没有料到的错：{why}。加上 --debug 可以看到细节，请把它发给维护者。",
    "no_memory": "内存不够。请关掉别的程序，或把表分成几个文件。",
    "read": "读了 {rows:,} 行。{columns}",
    "columns": "用到的列：{columns}",
    "not_used": "没有用到的列：{columns}",
    "odd": "有 {count:,} 处看不懂，行都保留了：{what}",
    "trouble": "{count:,} {what}",
    "written": "写好了：{path}",
    "done_run": "{voices:,} 条原声，{repeats:,} 条是重复，{matters:,} 件事由多人反映，用时 {seconds:.1f} 秒。",
    "done_rows": "{rows:,} 行，用时 {seconds:.1f} 秒。",
    "done_masks": "找到 {count:,} 处，用时 {seconds:.1f} 秒。",
    "by_model": "模型“{name}”",
    "by_scheme": "分类体系“{name}”里的词",
    "few_labels": "“{label}”出现得太少，没有学；其余照常。",
    "steady": "“{taxonomy}”：各类的份额没有明显变化（变化指数 {shift:.2f}，0.2 以上才算变了）。"
    "模型没见过的词：{words}。",
    "drifted": "“{taxonomy}”：诉求变了（变化指数 {shift:.2f}）。变化最大的是“{name}”，{change:+.1f} 个百分点；"
    "模型没见过的词：{words}。请从新的原声里标一些，再学一次。",
}
EN: Final[Mapping[str, str]] = {
    "stopped": "Stopped: {why}",
    "no_table": "There is no file “{path}”.",
    "no_rows": "“{path}” has a header and no row below it. The header is: {header}.",
    "missing_column": "This column was not found: {missing}. The table has these columns: {header}.",
    "unreadable": "“{path}” cannot be read: {why}.",
    "bad_choice": "{option} cannot be “{value}”.",
    "bad_model": "The model in “{path}” cannot be used: {why}.",
    "cannot_write": "“{path}” cannot be written: {why}. Nothing was left behind; what was there is as before.",
    "interrupted": "Stopped; no half-written file was left.",
    "unexpected": "Not finished, for a reason we did not expect: {why}. --debug shows the details; please send them to"
    " the maintainers.",
    "no_memory": "There is not enough memory. Close other programs, or split the table into several files.",
    "read": "{rows:,} rows read. {columns}",
    "columns": "Columns used: {columns}",
    "not_used": "Columns not used: {columns}",
    "odd": "{count:,} cells were not understood; their rows are kept: {what}",
    "trouble": "{count:,} {what}",
    "written": "Written: {path}",
    "done_run": "{voices:,} voices, {repeats:,} of them repeats, {matters:,} matters of several; {seconds:.1f} s.",
    "done_rows": "{rows:,} rows; {seconds:.1f} s.",
    "done_masks": "{count:,} places found; {seconds:.1f} s.",
    "by_model": "the model “{name}”",
    "by_scheme": "the words of the scheme “{name}”",
    "few_labels": "“{label}” occurs too rarely to be learnt; the others are learnt as usual.",
    "steady": "“{taxonomy}”: the shares of the classes are much as before (index {shift:.2f}; a change from 0.2 on)."
    " Words the model never met: {words}.",
    "drifted": "“{taxonomy}”: the voices have changed (index {shift:.2f}). Most of all “{name}”, by {change:+.1f}"
    " points; words the model never met: {words}. Label some new voices and train again.",
}
WHY_ZH: Final[Mapping[str, str]] = {
    "empty": "文件是空的",
    "no_header": "没有找到列名；第一行请写列名",
    "content_mismatch": "它不是 .xlsx、.csv 或 .parquet 表格，请另存为其中一种",
    "kind_not_allowed": "只读 .xlsx、.csv 和 .parquet",
    "broken": "文件坏了，打不开",
    "encrypted": "文件有密码，请去掉密码再存一次",
    "too_many_columns": "表占的范围太大，远处可能有多余的格子；请删掉或另存为 .csv",
    "not_permitted": "没有权限打开",
    "no_text": "它不是文字",
    "disk_full": "磁盘满了",
    "closed": "那里不让写",
}
WHY_EN: Final[Mapping[str, str]] = {
    "empty": "the file is empty",
    "no_header": "no column names were found; write them in the first row",
    "content_mismatch": "it is no .xlsx, .csv or .parquet table; save it as one of these",
    "kind_not_allowed": "only .xlsx, .csv and .parquet are read",
    "broken": "the file is damaged",
    "encrypted": "the file is locked with a password; save it without",
    "too_many_columns": "the table spans too much, probably by stray cells far out; delete them or save as .csv",
    "not_permitted": "you may not open it",
    "no_text": "it is no text",
    "disk_full": "the disk is full",
    "closed": "that place may not be written to",
}
ENGINE_ZH: Final[Mapping[str, str]] = {
    "no_model": "那个文件夹里没有模型。请用 train 学一个。",
    "newer_model": "这个模型是更新的版本做的。请更新本程序，或用本程序重新学。",
    "damaged_model": "模型坏了。请重新复制，或重新学。",
    "not_saved": "模型写不进去。原来的模型没有动。",
    "no_words": "有标签的行里一个词也没有，没有东西可学。",
    "no_labels": "没有一行有标签，没有东西可学。",
    "one_label": "所有行都是同一个标签；至少要有两个不同的。",
    "rare_labels": "出现两次以上的标签不到两个。请每类多标几行。",
}
PROBLEMS_ZH: Final[Mapping[str, str]] = {
    "no_id": "没有编号，用行号代替",
    "same_id": "编号和前面的行相同，用行号代替",
    "odd_time": "时间看不懂，当作没有时间",
    "no_time": "没有写时间",
    "odd_likes": "点赞数看不懂，当作 0",
    "empty": "没有内容",
    "ragged_rows": "行的格数和表头不一样，少的当作空",
    "unreadable_characters": "个字符读不出来",
    "slow_reader": "",
}
PROBLEMS_EN: Final[Mapping[str, str]] = {
    "no_id": "no id; the row number stands for it",
    "same_id": "the id of an earlier row; the row number stands for it",
    "odd_time": "a time that cannot be read; taken as none",
    "no_time": "no time",
    "odd_likes": "likes that cannot be read; taken as 0",
    "empty": "no words",
    "ragged_rows": "more or fewer cells than the header; missing ones are taken as empty",
    "unreadable_characters": "characters that cannot be read",
    "slow_reader": "",
}
STAGES_ZH: Final[Mapping[str, str]] = {
    "table": "读表",
    "scheme": "学分类",
    "learning": "学类别",
    "words": "分词",
    "read": "看每条原声",
    "repeats": "找重复",
    "describe": "看相近的话",
    "neighbours": "找相近的话",
    "matters": "归并成事情",
    "classes": "建议类别",
    "replies": "看答复",
    "masks": "找个人信息",
    "pairs": "比较",
    "write": "写文件",
}
STAGES_EN: Final[Mapping[str, str]] = {name: name.capitalize() for name in STAGES_ZH}


class Tongue:
    """One language's sentences."""

    def __init__(self, code: str) -> None:
        """Choose ``zh`` or ``en``."""
        chinese = code == "zh"
        self.code = code
        self._sentences = ZH if chinese else EN
        self._why = WHY_ZH if chinese else WHY_EN
        self._problems = PROBLEMS_ZH if chinese else PROBLEMS_EN
        self.stages = STAGES_ZH if chinese else STAGES_EN

    def say(self, word: str, **parts: object) -> str:
        """Fill a sentence; the code of a reason becomes its words."""
        if "why" in parts:
            parts["why"] = self._why.get(str(parts["why"]), str(parts["why"]))
        return self._sentences[word].format(**parts)

    def engine(self, code: str, sentence: str) -> str:
        """Say what the engine refused: in Chinese where we have the words, else as the engine says it."""
        return ENGINE_ZH.get(code, sentence) if self.code == "zh" else sentence

    def stage(self, name: str) -> str:
        """Name a stage of the engine; of 'repeats: read' the part before the colon is known."""
        known, _, part = name.partition(":")
        return self.stages.get(name) or self.stages.get(known, known) + (f" · {part.strip()}" if part else "")

    def problem(self, code: str) -> str:
        """Name an odd thing that was met while reading."""
        return self._problems.get(code, code)
