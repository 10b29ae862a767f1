"""A document cut into the documents of its three lists, as some offices publish them."""

import re

_TITLE = re.compile(r"^(?:基本|配合)履职事项清单$|^上级部门收回事项清单$", re.MULTILINE)
_NAMES = ("基本", "配合", "收回")


def parted(text: str) -> dict[str, str]:
    """Return the documents of the three lists by name, each under the head of the whole one."""
    starts = [found.start() for found in _TITLE.finditer(text)]
    head = text[: text.index("目 录")]
    ends = [*starts[1:], len(text)]
    return {
        name: head + text[start:end] for name, start, end in zip(_NAMES, starts, ends, strict=True)
    }
