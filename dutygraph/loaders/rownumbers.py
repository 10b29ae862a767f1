"""The numbers of rows as documents write them: 1, 1., （1）, ①, 第1项."""

import re
import unicodedata

_NUMBER = re.compile(
    r"(\d{1,4})\s*[.．、]?|[（(]\s*(\d{1,4})\s*[）)]|第\s*(\d{1,4})\s*项|([①-⑳㉑-㉟㊱-㊿])"
)


def row_number(text: str) -> int | None:
    """Return the number that a cell holds, None where it holds anything else."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    sign = found[found.lastindex or 0]
    return int(sign) if sign.isdecimal() else int(unicodedata.numeric(sign))
