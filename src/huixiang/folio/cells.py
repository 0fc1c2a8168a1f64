"""How a cell of a spreadsheet reads as text, so that a number, a day and a word all look as people see them."""

from datetime import date, datetime, time, timedelta


def cell_text(cell: object) -> str:
    """Write a cell as text without spaces around it.

    Dates are 2024-05-06 or 2024-05-06 08:30:00, whole numbers have no .0, truth values are TRUE and FALSE.
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return str(cell.date() if cell.time() == time() else cell)
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell).strip()
