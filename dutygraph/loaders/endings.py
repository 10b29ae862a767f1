"""Texts that say that nobody carries a duty out any more: 不再开展此项工作."""

import re

from dutygraph.loaders.statements import clean

_SENTENCE = re.compile("[。；;！!]")
_CLAUSE = re.compile("[，,：:]")
_ADVERB = (
    "现已|现|已经|已|将|拟|均|全部|一律|予以|予|依法|明令|正式|不|今后|目前|决定|应|被|故|因此"
    "|全[国省市县区旗]|各级|上级|国家"
)
# 按上级要求不再开展; but 因乡镇… may go on with 乡镇不再承担, which is no end of the duty.
_CAUSE = "(?:因|由于|按|依|根据|鉴于|随着|经)[^乡镇街]*?"
_ENDING = re.compile(
    rf"(?:{_CAUSE})?(?P<subject>.*?)(?:{_ADVERB})*"
    "(?:不再(?:继续)?(?:开展|实施|办理|承担|组织|保留|执行|进行|受理|推行)"
    "|停止(?:开展|办理|实施|执行|受理)|取消|废止|撤销|终止)"
    "(?P<object>.*?)(?:了)?"
)
_THIS = re.compile(
    "(?:该|此|本|这|上述|以上|相关|有关|原)(?:[一些]?[项类些个])?"
    "(?:收回|行政)?(?:工作|事项|职责|业务|任务|活动|项目|许可|审批|证明|制度|服务)+"
)
_LOOSE = re.compile(r"[\s\W_]+|工作$|事项$")
_LONGEST = 200


def ends(text: str, title: str) -> bool:
    """Tell whether a sentence of `text` ends in saying that the duty is carried out no more."""
    return any(_is_ending(sentence, title) for sentence in _SENTENCE.split(text))


def is_end(text: str, title: str) -> bool:
    """Tell whether `text` as a whole comes to that: its last sentence ends so.

    不再开展行政检查，改为非现场监管 goes on in another way; 取消…职责 or 取消…指标 drops a part.
    """
    return _is_ending(_SENTENCE.split(text.rstrip("。；;！!）) "))[-1], title)


def _is_ending(sentence: str, title: str) -> bool:
    clause = _CLAUSE.split(sentence.strip())[-1]
    # A title may hold commas itself: 取消甲、乙，丙工作.
    for words in dict.fromkeys((clause, sentence.strip()[-_LONGEST:])):
        found = _ENDING.fullmatch(words[:_LONGEST])
        if found and all(_is_duty(part, title) for part in found.group("subject", "object")):
            return True
    return False


def _is_duty(words: str, title: str) -> bool:
    """Tell whether words are the duty: its title, 此项工作, or nothing at all."""
    core = _core(words)
    return not core or core == _core(title) or _THIS.fullmatch(words.strip()) is not None


def _core(text: str) -> str:
    """What is left of a title when punctuation and a final 工作 or 事项 are taken away."""
    return _LOOSE.sub("", _LOOSE.sub("", clean(text)))
