"""A folder of pages: an index that leads everywhere, small pages, whole or not at all."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from drawn import HOSTILE, cooperative, listed, model, model_of, reclaimed
from playwright.sync_api import Dialog, Page

from dutygraph.errors import UsageError
from dutygraph.tasks import SAMPLE
from dutygraph.viz import site
from dutygraph.viz.model import Model

LINK = re.compile(r'href="([^"]*)"')
ROW = re.compile(r'<td><a href="[^"]*">(.*?)</a></td>' + r'<td class="number">(\d+)</td>' * 3)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "pages"
    site.save(model_of(SAMPLE), folder, "en")
    return folder


def test_the_index_leads_to_a_page_for_each_department(sample: Path) -> None:
    links = LINK.findall((sample / "index.html").read_text(encoding="utf-8"))
    assert len(links) == len(model_of(SAMPLE).departments())
    assert {unquote(link) for link in links} == {
        path.name for path in sample.iterdir() if path.name != "index.html"
    }


def test_the_index_counts_duties_shared_ones_and_partners(tmp_path: Path) -> None:
    duties = (
        cooperative(1, "县甲局", "县乙局"),
        cooperative(2, "县甲局", "县乙局", "县丙局"),
        cooperative(3, "县甲局"),
        reclaimed(1, "民生服务", "县丁局"),
    )
    assert site.save(model(*duties), tmp_path / "site", "en") == 4
    rows = ROW.findall((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))
    assert rows == [
        ("县甲局", "3", "2", "2"),
        ("县乙局", "2", "2", "2"),
        ("县丙局", "1", "1", "2"),
        ("县丁局", "1", "0", "0"),
    ]


def test_the_index_names_every_list(tmp_path: Path) -> None:
    lists = tuple(
        listed(cooperative(1, "县甲局", "县乙局"), place=("某省", "甲县", name))
        for name in ("东镇", "西镇")
    )
    site.save(Model(lists), tmp_path / "site", "en")
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "某省/甲县/东镇" in html
    assert "某省/甲县/西镇" in html


def test_every_page_is_small_and_names_nothing_outside_of_the_folder(sample: Path) -> None:
    for path in sample.iterdir():
        html = path.read_text(encoding="utf-8")
        assert len(html.encode()) < 200_000
        assert "default-src 'none'" in html
        assert not re.search(r"(?:href|src)=[\"']?(?:https?:|//|/|file:)", html.split("<script")[0])


def test_a_model_of_one_department_has_its_duties_only() -> None:
    duties = (cooperative(1, "县甲局", "县乙局"), cooperative(2, "县丙局", "县乙局"))
    elsewhere = listed(cooperative(9, "县甲局"), place=("某省", "乙县", "西镇"))
    whole = Model((listed(*duties), elsewhere))
    part = site.of_department(whole, ("某省甲县", "县甲局"))
    assert [duty.number for _, duty in part.duties()] == [1]
    assert len(part.lists) == 1


def test_the_page_of_a_department_has_what_it_does_though_no_column_lists_it() -> None:
    duties = (cooperative(1, "县甲局", "县乙局", lead="县丙局"), cooperative(2, "县丙局"))
    part = site.of_department(model(*duties), ("某省甲县", "县丙局"))
    assert [duty.number for _, duty in part.duties()] == [1, 2]


def test_many_lists_are_not_folded_on_the_page_of_one_department() -> None:
    lists = tuple(
        listed(cooperative(1, "县甲局", "县乙局"), place=("某省", "甲县", f"第{at}镇"))
        for at in range(11)
    )
    assert Model(lists).is_folded
    assert not site.of_department(Model(lists), ("某省甲县", "县甲局")).is_folded


def test_names_of_files_are_such_that_every_system_takes_them(tmp_path: Path) -> None:
    names = [*HOSTILE, "CON/AUX:局", "县A局", "县a局", "index"]
    site.save(model(cooperative(1, *names)), tmp_path / "site", "en")
    files = [path.name for path in (tmp_path / "site").iterdir()]
    assert len(files) == len(names) + 1
    assert len({name.casefold() for name in files}) == len(files)
    assert all(re.fullmatch(r"[\w-]+\.html", name) for name in files)
    assert max(map(len, files)) < 60


def test_a_folder_of_an_earlier_run_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    site.save(model(cooperative(1, "县甲局", "县乙局")), folder, "en")
    site.save(model(cooperative(1, "县甲局", "县丙局")), folder, "en")
    assert sorted(path.name for path in folder.iterdir()) == [
        *("index.html", "县丙局.html", "县甲局.html")
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_other_files_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="holds other files"):
        site.save(model(cooperative(1, "县甲局", "县乙局")), tmp_path, "en")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    site.save(model(cooperative(1, "县甲局", "县乙局")), folder, "en")

    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(site, "_page", broken)
    with pytest.raises(ZeroDivisionError):
        site.save(model(cooperative(1, "县甲局", "县丙局")), folder, "en")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (folder / "县乙局.html").exists()


def test_the_index_finds_by_name_and_initials_and_leads_to_a_page(sample: Path, page: Page) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto((sample / "index.html").as_uri())
    page.fill("#search", "xgaj")
    assert page.locator("#departments tbody tr:visible").all_inner_texts() == ["县公安局\t6\t6\t15"]
    page.fill("#search", "没有")
    assert page.inner_text("#nothing") == "Nothing with these words"
    page.fill("#search", "公安局")
    page.click("text=县公安局")
    assert unquote(page.url).endswith("/县公安局.html")
    assert page.inner_text("#view-department h2") == "县公安局"
    assert page.inner_text("h1") == "县公安局"
    assert page.title().startswith("县公安局 · 重庆市临江县晴溪镇 · ")
    link = page.locator("#view-department a.go")
    assert (link.inner_text(), link.get_attribute("href")) == ("All departments", "index.html")
    page.keyboard.press("Escape")
    assert page.inner_text("#view-department h2") == "县公安局"
    page.click(".partners .open >> nth=0")
    page.wait_for_url("**/*.html")
    assert not unquote(page.url).endswith("/县公安局.html")
    page.click(".notice a")
    assert page.url.endswith("/index.html")
    assert messages == []


def test_hostile_names_are_inert(tmp_path: Path, page: Page) -> None:
    site.save(model(cooperative(1, *HOSTILE, title=HOSTILE[0])), tmp_path / "site", "en")
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert page.locator("img").count() == 0
    assert page.locator("#departments a").count() == len(HOSTILE)
    page.click("#departments a >> nth=0")
    assert page.locator("img").count() == 0
    assert dialogs == []
