"""What an office checks: counts, findings with the duty that they stand in, names by their rule."""

import io
import json
from pathlib import Path

import pytest
from lxml import html
from python_calamine import load_workbook

from dutygraph.loaders import read_bytes
from dutygraph.messages import translator
from dutygraph.reports.page import page
from dutygraph.reports.review import Review, Unread, review
from dutygraph.reports.workbook import workbook

EN = translator("en")
TEXT = """\
重庆市临江县晴溪镇
履行职责事项清单
基本履职事项清单
序号\t事项名称
一、党的建设（3项）
1\t管好党员档案。
2\t讲好党课。
配合履职事项清单
序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责
一、平安建设（1项）
1\t消防安全\t县公安局、县民政局、县消防队\t<p>县公安局：</p><p>1.检查。</p><p>县民政局主管：</p><p>1.宣传。</p>\t<p>1.巡查。</p>
上级部门收回事项清单
序号\t事项名称\t承接部门及工作方式
一、民生服务（1项）
1\t核验低保\t承接部门：县民政局<br>工作方式：县民政局核验。
这一行不知何用，不属于任何事项
"""
HOSTILE = "</script><img src=x onerror=alert(1)>&\"'"


@pytest.fixture
def made() -> Review:
    return review(read_bytes(TEXT.encode(), "qx.txt"), EN)


def found(tree: html.HtmlElement, path: str) -> list[object]:
    """Return what a path finds."""
    result = tree.xpath(path)
    assert isinstance(result, list)
    return list(result)


def test_it_sets_the_counts_against_the_document_s_own(made: Review) -> None:
    assert [(one.kind, one.name, one.declared, one.found, one.differs) for one in made.counts] == [
        ("basic", "党的建设", 3, 2, True),
        ("cooperative", "平安建设", 1, 1, False),
        ("reclaimed", "民生服务", 1, 1, False),
    ]
    assert made.duties == {"basic": 2, "cooperative": 1, "reclaimed": 1}
    assert made.total == 4
    assert (made.place, made.edition, made.file) == ("重庆市/临江县/晴溪镇", "1", "qx.txt")


def test_findings_stand_by_rule_the_gravest_first_each_with_its_place_and_duty(
    made: Review,
) -> None:
    severities = [group.severity for group in made.groups]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    groups = {group.rule: group for group in made.groups}
    [unread] = groups["unread-text"].items
    assert (unread.place, unread.kind, unread.text) == (
        "line 16",
        "",
        "这一行不知何用，不属于任何事项",
    )
    silent = groups["listed-without-statement"].items
    assert ("line 11", "cooperative", "1", "县消防队") in [
        (one.place, one.kind, one.number, one.text) for one in silent
    ]


def test_all_findings_are_in_it(real_list: Path) -> None:
    duty_list = read_bytes(real_list.read_bytes(), real_list.name)
    made = review(duty_list, EN)
    assert sum(len(group.items) for group in made.groups) == len(duty_list.findings)
    assert sum(made.severities.values()) == len(duty_list.findings)
    assert {one.written for one in made.names} == {one.written for one in duty_list.names}


def test_doubtful_names_come_first(made: Review) -> None:
    doubts = [one.is_doubtful for one in made.names]
    assert doubts == sorted(doubts, reverse=True)


def test_the_page_holds_every_finding_and_asks_for_nothing(made: Review) -> None:
    text = page([made], [Unread("b.pdf", "b.pdf: a scan")], "en", "1.0")
    tree = html.fromstring(text)
    assert found(tree, "//script | //link | //img | //iframe") == []
    assert "url(" not in text
    rows = found(tree, "//section[contains(@class, 'group')]//tbody/tr")
    assert len(rows) == sum(len(group.items) for group in made.groups)
    assert found(tree, "//section[@aria-labelledby='unread']//li/text()") == ["b.pdf: a scan"]
    cells = [str(text) for text in found(tree, "//tr[@class='error']/td/text()")]
    assert cells == ["basic", "党的建设", "3", "2", "✗ differs"]


def test_texts_cannot_become_markup() -> None:
    text = TEXT.replace("这一行不知何用", HOSTILE)
    made = review(read_bytes(text.encode(), f"{HOSTILE}.txt"), EN)
    text = page([made], [Unread(HOSTILE, HOSTILE)], "en", "1.0")
    tree = html.fromstring(text)
    assert found(tree, "//script | //img") == []
    assert "</script>" not in text
    assert any("onerror" in str(one) for one in found(tree, "//text()"))


def test_the_workbook_holds_the_same_rows(made: Review) -> None:
    book = load_workbook(io.BytesIO(workbook([made], [Unread("b.pdf", "a scan")], "en")))
    documents, counts, findings, names = (
        book.get_sheet_by_name(name).to_python() for name in book.sheet_names
    )
    assert documents[1][:4] == ["qx.txt", "重庆市/临江县/晴溪镇", "1", 4.0]
    assert documents[2][0] == "b.pdf"
    assert counts[1] == ["qx.txt", "basic", "党的建设", 3.0, 2.0]
    assert len(findings) - 1 == sum(len(group.items) for group in made.groups)
    assert len(names) - 1 == len(made.names)


def test_a_count_that_no_heading_declares_differs_from_nothing() -> None:
    text = TEXT.replace("（3项）", "")
    made = review(read_bytes(text.encode(), "qx.txt"), EN)
    assert (made.counts[0].declared, made.counts[0].differs) == (None, False)


def test_the_real_list_agrees_with_itself_in_all_23_categories(real_list: Path) -> None:
    made = review(read_bytes(real_list.read_bytes(), real_list.name), translator("zh"))
    assert len(made.counts) == 23
    assert not any(one.differs for one in made.counts)
    assert json.dumps(made.duties) == '{"basic": 115, "cooperative": 88, "reclaimed": 80}'
