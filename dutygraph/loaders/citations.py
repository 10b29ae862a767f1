"""Laws that a text names: 《…法》第…条. Naming a law is not yet a legal basis."""

import re
from collections.abc import Iterator

from dutygraph.model import Citation

_LAW = re.compile(
    r"《([^《》]{1,60}?(?:法|条例|规定|办法|规则|细则|通则|准则|解释|决定)(?:（[^（）]{1,12}）)?)》"
)
_PARTS = r"(?:第[〇零一二三四五六七八九十百千\d]{1,8}[条款项目](?:之[一二三四五六七八九十]{1,2})?)+"
_DIRECT = re.compile(rf"\s*{_PARTS}")
_ARTICLE = re.compile(_PARTS)
_COUNTRY = "中华人民共和国"


def citations(text: str) -> Iterator[Citation]:
    """Yield one citation for each naming of a law, with all 条, 款 and 项 that belong to it.

    The articles count only where they follow the name; further ones may stand later in the same
    sentence: 《…规定》第二十九条第一项未…的，第二项未…的.
    """
    laws = list(_LAW.finditer(text)) if "《" in text else []
    ends = [law.start() for law in laws] + [len(text)]
    for law, end in zip(laws, ends[1:], strict=True):
        sentence = text[law.end() : end].split("。", maxsplit=1)[0]
        articles = _ARTICLE.findall(sentence) if _DIRECT.match(sentence) else []
        yield Citation(law[1].removeprefix(_COUNTRY), "、".join(articles))
