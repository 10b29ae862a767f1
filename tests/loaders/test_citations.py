"""One citation for each naming of a law, with all its articles."""

import pytest

from dutygraph.loaders.citations import citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照《中华人民共和国档案法》管理。", [("档案法", "")]),
        ("《安全生产法》第六十五条", [("安全生产法", "第六十五条")]),
        ("《甲规定》第12条第一款、第二款的处罚", [("甲规定", "第12条第一款、第二款")]),
        (
            "《甲规定》第二十九条第一项未做的，第二项未改的。",
            [("甲规定", "第二十九条第一项、第二项")],
        ),
        ("《甲法》第三条之一", [("甲法", "第三条之一")]),
        ("《甲法》的规定。第三条另说。", [("甲法", "")]),
        ("《甲法》规定，第三条另说。", [("甲法", "")]),
        (
            "《甲法》第一条和《乙条例（试行）》第二条",
            [("甲法", "第一条"), ("乙条例（试行）", "第二条")],
        ),
        ("《甲法》《甲法》", [("甲法", ""), ("甲法", "")]),
        ("开展《甲日报》征订", []),
        ("《甲法", []),
        ("第一条", []),
    ],
)
def test_citations_of_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.law, one.article) for one in citations(text)] == expected
