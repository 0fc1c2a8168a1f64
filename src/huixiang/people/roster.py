"""Reads a roster file into rows we can keep, and says for each other row what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _, override

from huixiang.folio.tables import Row, Table, find_columns, write_table
from huixiang.people.forms import USERNAME
from huixiang.people.models import Unit
from huixiang.people.roles import Role
from huixiang.people.services.roster import RosterRow

ALIASES: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "name"),
    "username": ("账号", "帐号", "用户名", "登录名", "username", "sign-in name", "account"),
    "unit": ("单位", "部门", "科室", "unit", "department"),
    "post": ("岗位", "职务", "post", "position", "title"),
    "role": ("角色", "权限", "role"),
    "email": ("邮箱", "电子邮箱", "邮件", "email", "e-mail", "mail"),
}
HEADER = ("姓名", "账号", "单位", "岗位", "角色", "邮箱")
LONGEST = {"name": 60, "username": 60, "post": 80, "email": 254}


class RowWrong(ValueError):
    """A row cannot be kept; the reason is the message."""


@dataclass(slots=True)
class Roster:
    """Rows to keep, and for every line its cells as they were read and the reason it cannot be kept, if any."""

    rows: list[RosterRow] = field(default_factory=list)
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)


def read_roster(table: Table, units: Iterable[Unit]) -> Roster:
    """Read each row of a table; units are found by name or code, roles by their Chinese or English name.

    :raises RowWrong: the table has no column for names, sign-in names or units; nothing can be read.
    """
    columns = find_columns(table.header, ALIASES)
    if missing := [ALIASES[key][0] for key in ("name", "username", "unit") if key not in columns]:
        raise RowWrong(_("The file has no column %(columns)s.") % {"columns": "、".join(missing)})
    named = _units_by_name(units)
    roster, seen = Roster(), set[str]()
    for row in table.rows:
        found = {key: row.cells.get(columns.get(key, ""), "") for key in ALIASES}
        roster.cells[row.number] = tuple(found.values())
        try:
            roster.rows.append(_read_row(row, found, named, seen))
        except RowWrong as wrong:
            roster.wrong[row.number] = str(wrong)
    return roster


def _read_row(row: Row, found: Mapping[str, str], named: Mapping[str, list[Unit]], seen: set[str]) -> RosterRow:
    _check_plain(found)
    username = found["username"].lower()
    if username in seen:
        raise RowWrong(_("The sign-in name %(name)s stands in an earlier row.") % {"name": username})
    kept = RosterRow(
        number=row.number, name=found["name"], username=username, unit=_unit(found["unit"], named),
        role=_role(found["role"]), post=found["post"], email=found["email"],
    )  # fmt: skip
    seen.add(username)
    return kept


def _check_plain(found: Mapping[str, str]) -> None:
    if not found["name"] or not found["username"] or not found["unit"]:
        raise RowWrong(_("Name, sign-in name and unit must be filled in."))
    if any("\0" in cell for cell in found.values()):
        raise RowWrong(_("There is a character in it that cannot be kept."))
    for key, longest in LONGEST.items():
        if len(found[key]) > longest:
            raise RowWrong(_("%(text)s… is too long.") % {"text": found[key][:20]})
    try:
        USERNAME(found["username"])
        if found["email"]:
            validate_email(found["email"])
    except ValidationError as error:
        raise RowWrong(" ".join(error.messages)) from error


def _units_by_name(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    named: dict[str, list[Unit]] = {}
    for unit in units:
        for name in {unit.code.casefold(), unit.name.casefold(), unit.name_en.casefold()} - {""}:
            named.setdefault(name, []).append(unit)
    return named


def _unit(text: str, named: Mapping[str, list[Unit]]) -> Unit:
    units = named.get(text.casefold(), [])
    if not units:
        raise RowWrong(_("There is no open unit %(unit)s.") % {"unit": text})
    if len(units) > 1:
        raise RowWrong(_("Several units are called %(unit)s. Write its code instead.") % {"unit": text})
    return units[0]


def _role(text: str) -> Role | None:
    if not text:
        return None
    for role in Role:
        if text.casefold() in _names_of(role):
            return role
    raise RowWrong(_("There is no role %(role)s.") % {"role": text})


def _names_of(role: Role) -> set[str]:
    names = {role.value}
    for language in ("zh-hans", "en"):
        with override(language):
            names.add(str(role.label).casefold())
    return names


def sample_file() -> bytes:
    """An .xlsx with the columns of a roster and two rows to write over."""
    with override("zh-hans"):
        handler, leader = str(Role.UNIT_HANDLER.label), str(Role.UNIT_LEADER.label)
    rows = (
        ("张三", "zhangsan", "top", "科员", handler, "zhangsan@example.org"),
        ("李四", "lisi", "top", "股长", leader, ""),
    )
    return write_table(HEADER, rows, title="花名册")


def failed_file(rows: Iterable[tuple[tuple[str, ...], str]]) -> bytes:
    """An .xlsx of the rows that were not kept, in the columns of a roster, with the reason behind."""
    return write_table((*HEADER, "原因"), ((*cells, reason) for cells, reason in rows), title="未导入的行")
