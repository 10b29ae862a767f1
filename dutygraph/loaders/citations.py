"""Laws that a text names: 《…法》第…条. They are a legal basis only in a column of these."""

import re
from collections.abc import Iterator

from dutygraph.loaders.rows import Cell
from dutygraph.loaders.statements import split
from dutygraph.model import Citation

_LAW = re.compile(
    r"《([^《》]{1,60}?(?:法|条例|规定|办法|规则|细则|通则|准则|解释|决定)(?:（[^（）]{1,12}）)?)》"
)
# In a column of bases any document counts: 《…意见》, 《…通知》.
_BASIS = re.compile("《((?:[^《》]|《[^《》]{0,60}》){1,120})》")
_FILLING = re.compile(
    r"[\s\W_]|根据|依据|依照|按照|以及|[和与及]|等?(?:的|有关|相关)?(?:规定|要求)"
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


def bases(cell: Cell) -> Iterator[Citation]:
    """Yield a citation for each document that a column of legal bases names.

    A text that names none is one itself (渝府发〔2021〕5号). What stands there beyond names and
    articles is kept as the `text` of the citation before it.
    """
    for part in split(cell):
        named = list(_BASIS.finditer(part.text))
        if not named:
            yield Citation(part.text, "", basis=True)
        starts = [0, *(name.start() for name in named[1:]), len(part.text)]
        for name, start, end in zip(named, starts, starts[1:], strict=False):
            yield _basis(name, part.text[start:end], part.text[name.end() : end])


def _basis(name: re.Match[str], words: str, behind: str) -> Citation:
    direct = _DIRECT.match(behind)
    articles = _ARTICLE.findall(behind.split("。", maxsplit=1)[0]) if direct else []
    rest = words.replace(name[0], "", 1)
    for article in articles:
        rest = rest.replace(article, "", 1)
    text = words.strip() if _FILLING.sub("", rest) else ""
    return Citation(name[1].removeprefix(_COUNTRY), "、".join(articles), basis=True, text=text)
