"""A duty belongs to its own category, also where another one has the same name."""

from dutygraph.graph.rdf import project
from dutygraph.loaders import read_bytes

DOCUMENT = """河北省邯郸市涉县河南店镇
履行职责事项清单
基本履职事项清单
一、其他（1项）
1\t甲。
二、平安（1项）
2\t乙。
三、其他（1项）
3\t丙。
"""


def test_categories_of_one_name_are_told_apart() -> None:
    quads = project(read_bytes(DOCUMENT.encode(), "list.txt")).quads.decode()
    links = [line.split() for line in quads.splitlines() if "ns#category>" in line]
    assert [(duty[-2:], category[-11:-1]) for duty, _, category, *_ in links] == [
        ("1>", "category/1"),
        ("2>", "category/2"),
        ("3>", "category/3"),
    ]
