"""Where documents come from: folders are walked, ZIP archives read where they lie, all in order."""

import os
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from dutygraph.errors import DocumentError
from dutygraph.graph.generations import _MARKER
from dutygraph.loaders import sources, zipped
from dutygraph.loaders.sources import File, Sources, printable

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")


def put(folder: Path, *names: str) -> None:
    """Write files that hold their own names."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def zip_of(path: Path, contents: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return path


def renamed(path: Path, before: bytes, after: bytes, *, utf_8: bool = False) -> None:
    """Give an entry another name of the same length, with or without the flag for UTF-8."""
    data = path.read_bytes()
    assert len(before) == len(after)
    assert data.count(before) == 2
    data = data.replace(before, after)
    assert not utf_8 or b"\x00\x08" in data
    path.write_bytes(data)


def shown(found: Sources, below: Path) -> list[str]:
    """Return the files as messages call them, without the test's own folder."""
    return [file.shown.removeprefix(f"{below}{os.sep}").replace(os.sep, "/") for file in found]


def refusals(found: Sources) -> list[str]:
    """Return what is said of the files that cannot be read."""
    said = []
    for file in found:
        try:
            file.read()
        except DocumentError as error:
            said.append(str(error))
    return said


# Folders


def test_a_folder_is_walked_with_all_below_it_in_the_order_of_names(tmp_path: Path) -> None:
    put(tmp_path, "b/2.docx", "b/1.xlsx", "a.txt", "c.pdf", "b/deep/er/x.html", "b/Z.HTM", "liste")
    found = Sources([str(tmp_path)])
    names = ["a.txt", "b/1.xlsx", "b/2.docx", "b/Z.HTM", "b/deep/er/x.html", "c.pdf", "liste"]
    assert shown(found, tmp_path) == names
    assert (found.count, found.many) == (7, True)
    assert [file.read().decode() for file in found] == names
    assert [file.name for file in found][:2] == ["a.txt", "1.xlsx"]


def test_what_systems_and_programs_leave_there_is_not_mentioned(tmp_path: Path) -> None:
    put(tmp_path, ".git/x.txt", "~$list.docx", ".DS_Store", "Thumbs.db", "__MACOSX/a.docx")
    put(tmp_path, "desktop.ini", "$RECYCLE.BIN/a.txt", "._list.docx", "list.docx", "~old.docx")
    found = Sources([str(tmp_path)])
    assert shown(found, tmp_path) == ["list.docx", "~old.docx"]
    assert not found.skipped


def test_what_no_document_is_called_is_counted_by_its_ending(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg", "b.JPG", "c.css", "program.exe", "names.csv", "list.doc", "list.rar")
    found = Sources([str(tmp_path)])
    assert shown(found, tmp_path) == ["list.doc", "list.rar"]
    assert dict(found.skipped) == {".jpg": 2, ".css": 1, ".exe": 1, ".csv": 1}


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "list.jpg")
    found = Sources([str(tmp_path / "list.jpg")])
    assert [file.read() for file in found] == [b"list.jpg"]
    assert (found.many, dict(found.skipped)) == (False, {})


@linux
def test_links_that_lead_around_in_a_circle_are_followed_once(tmp_path: Path) -> None:
    put(tmp_path, "lists/a.txt")
    (tmp_path / "lists" / "up").symlink_to(tmp_path)
    (tmp_path / "lists" / "again").symlink_to(tmp_path / "lists")
    (tmp_path / "lists" / "itself").symlink_to(tmp_path / "lists" / "itself")
    (tmp_path / "lists" / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = Sources([str(tmp_path / "lists")])
    assert shown(found, tmp_path) == ["lists/a.txt", "lists/gone.txt", "lists/itself"]
    assert len(refusals(found)) == 2


@linux
def test_a_pipe_in_a_folder_is_never_opened(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe")
    assert shown(Sources([str(tmp_path)]), tmp_path) == ["a.txt"]


@linux
def test_a_name_that_is_no_utf_8_can_be_shown(tmp_path: Path) -> None:
    name = os.fsdecode("清单.txt".encode("gb18030"))
    (tmp_path / name).write_bytes(b"text")
    [file] = Sources([str(tmp_path)])
    assert file.name == printable(name)
    assert file.name.isprintable()
    assert file.read() == b"text"


def test_a_store_in_the_folder_is_no_place_of_documents(tmp_path: Path) -> None:
    assert sources.STORE == _MARKER
    put(tmp_path, "a.txt", f"store/{_MARKER}", "store/current", "store/generations/1/LOG")
    assert shown(Sources([str(tmp_path)]), tmp_path) == ["a.txt"]


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "empty/a.jpg")
    found = Sources([str(tmp_path / "empty")])
    assert (found.count, found.many) == (1, True)
    [said] = refusals(found)
    assert said.endswith("empty holds no document to read.")


def test_a_pattern_is_understood_where_the_shell_leaves_it(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a.txt", "c.pdf")
    assert shown(Sources([str(tmp_path / "*.txt")]), tmp_path) == ["a.txt", "b.txt"]
    put(tmp_path, "a[1].txt")
    assert shown(Sources([str(tmp_path / "a[1].txt")]), tmp_path) == ["a[1].txt"]
    [said] = refusals(Sources([str(tmp_path / "*.html")]))
    assert "cannot be read" in said


def test_stdin_is_read_once(tmp_path: Path) -> None:
    given = [b"a list", b""]
    found = Sources(["-"], lambda: given.pop(0))
    assert [(file.shown, file.read()) for file in found] == [("stdin", b"a list")]
    data = zip_of(tmp_path / "a.zip", {"a.txt": b"1", "b.txt": b"2"}).read_bytes()
    found = Sources(["-"], lambda: data)
    assert [(file.shown, file.read()) for file in found] == [
        ("stdin/a.txt", b"1"),
        ("stdin/b.txt", b"2"),
    ]


def test_a_file_larger_than_any_list_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST", 2**20)
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(2**20)
    assert refusals(Sources([str(tmp_path)])) == []
    with (tmp_path / "a.pdf").open("ab") as file:
        file.truncate(2**20 + 1)
    [said] = refusals(Sources([str(tmp_path)]))
    assert "a.pdf has more than 1 MB" in said


# ZIP archives


def test_an_archive_is_told_by_its_content(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "lists.dat", {"b/2.txt": b"2", "a.txt": b"1", "b/": b""})
    found = Sources([str(archive)])
    assert shown(found, tmp_path) == ["lists.dat/a.txt", "lists.dat/b/2.txt"]
    assert [file.read() for file in found] == [b"1", b"2"]
    assert (found.count, found.many) == (2, True)


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml", "content.xml"])
def test_documents_that_are_archives_themselves_stay_whole(tmp_path: Path, part: str) -> None:
    path = zip_of(tmp_path / "a.docx", {"mimetype": b"", part: b"<x/>"})
    assert shown(Sources([str(path)]), tmp_path) == ["a.docx"]
    assert not Sources([str(path)]).many


def test_names_in_gbk_and_utf_8_are_read_as_they_were_written(tmp_path: Path) -> None:
    gbk = zip_of(tmp_path / "gbk.zip", {"AAAAAAAA/BB.txt": b"1", "CC.txt": b"2"})
    renamed(gbk, b"AAAAAAAA/BB", "龙角镇）/一".encode("gb18030"))
    renamed(gbk, b"CC.txt", "誠.txt".encode("gb18030"))
    mac = zip_of(tmp_path / "mac.zip", {"DDDDDDDDD.txt": b"3"})
    renamed(mac, b"DDDDDDDDD", "龙角镇".encode())
    flagged = zip_of(tmp_path / "utf8.zip", {"龙角镇.txt": b"4"})
    found = Sources([str(gbk), str(mac), str(flagged)])
    assert shown(found, tmp_path) == [
        "gbk.zip/誠.txt",
        "gbk.zip/龙角镇）/一.txt",
        "mac.zip/龙角镇.txt",
        "utf8.zip/龙角镇.txt",
    ]


def test_a_backslash_within_a_character_of_gbk_is_no_separator(tmp_path: Path) -> None:
    assert "乗".encode("gb18030") == b"\x81\\"
    path = zip_of(tmp_path / "a.zip", {"AA.txt": b"1"})
    renamed(path, b"AA.txt", "乗.txt".encode("gb18030"))
    assert shown(Sources([str(path)]), tmp_path) == ["a.zip/乗.txt"]


def test_no_path_leads_out_of_the_archive(tmp_path: Path) -> None:
    names = ["../../etc/a.txt", "/srv/b.txt", "C:\\lists\\c.txt", "d\\..\\e\\f.txt", "./g.txt"]
    path = zip_of(tmp_path / "a.zip", {name: name.encode() for name in names})
    found = Sources([str(path)])
    assert shown(found, tmp_path) == [
        "a.zip/d/e/f.txt",
        "a.zip/etc/a.txt",
        "a.zip/g.txt",
        "a.zip/lists/c.txt",
        "a.zip/srv/b.txt",
    ]
    assert {file.read().decode() for file in found} == set(names)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip"]


def test_what_macos_and_pictures_add_is_left_out_of_archives_too(tmp_path: Path) -> None:
    names = ("__MACOSX/._a.txt", "images/1.jpg", "a.txt", "~$a.docx", "sub/.hidden/b.txt")
    found = Sources([str(zip_of(tmp_path / "a.zip", dict.fromkeys(names, b"")))])
    assert shown(found, tmp_path) == ["a.zip/a.txt"]
    assert dict(found.skipped) == {".jpg": 1}


def test_an_archive_in_an_archive_is_read_and_no_deeper_one(tmp_path: Path) -> None:
    third = zip_of(tmp_path / "3.zip", {"c.txt": b"3"}).read_bytes()
    second = zip_of(tmp_path / "2.zip", {"b.txt": b"2", "3.zip": third}).read_bytes()
    first = zip_of(tmp_path / "1.zip", {"a.txt": b"1", "2.zip": second})
    found = Sources([str(first)])
    assert shown(found, tmp_path) == ["1.zip/2.zip/3.zip", "1.zip/2.zip/b.txt", "1.zip/a.txt"]
    assert [file.read() for file in found] == [third, b"2", b"1"]


def test_an_archive_in_a_folder_is_read_where_it_lies(tmp_path: Path) -> None:
    zip_of(tmp_path / "b.zip", {"x.txt": b"1"})
    put(tmp_path, "a.txt", "c.txt")
    assert shown(Sources([str(tmp_path)]), tmp_path) == ["a.txt", "b.zip/x.txt", "c.txt"]


def test_a_bomb_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    zip_of(tmp_path / "bomb.zip", {"a.txt": bytes(40 * 2**20)})
    put(tmp_path, "list.txt")
    found = Sources([str(tmp_path)])
    assert found.count == 2
    [said] = refusals(found)
    assert "bomb.zip unpacks to far more than its size allows" in said


def test_entries_that_share_one_content_are_added_up(tmp_path: Path) -> None:
    """As in the bombs of 2019, whose every entry alone looks harmless."""
    noise = os.urandom(30_000)
    path = zip_of(tmp_path / "a.zip", {"a.txt": noise * 40})
    with zipfile.ZipFile(path, "a") as archive:
        first = archive.infolist()[0]
        for number in range(400):
            again = zipfile.ZipInfo(f"{number}.txt")
            for name in ("compress_type", "compress_size", "file_size", "CRC", "header_offset"):
                setattr(again, name, getattr(first, name))
            archive.filelist.append(again)
        archive._didModify = True  # type: ignore[attr-defined] # writes the directory again
    [said] = refusals(Sources([str(path)]))
    assert "unpacks to far more" in said


def test_an_entry_larger_than_a_document_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipped, "LARGEST", 2**21)
    path = zip_of(tmp_path / "a.zip", {"a.pdf": os.urandom(2**21 + 1), "b.txt": b"2"})
    [said] = refusals(Sources([str(path)]))
    assert "a.zip/a.pdf unpacks to far more" in said


def test_an_encrypted_entry_is_refused_alone(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.txt": b"1", "b.txt": b"2"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    found = Sources([str(path)])
    [said] = refusals(found)
    assert "a.zip/a.txt is protected by a password" in said
    assert found.count == 2


def test_a_damaged_archive_is_a_file_like_any_other(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.txt": b"1" * 500})
    path.write_bytes(path.read_bytes()[:-30])
    found = Sources([str(path)])
    assert (shown(found, tmp_path), found.many) == (["a.zip"], False)


def test_a_damaged_entry_is_refused_alone(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.txt": os.urandom(500), "b.txt": b"2"})
    data = bytearray(path.read_bytes())
    data[100] ^= 0xFF
    path.write_bytes(data)
    [said] = refusals(Sources([str(path)]))
    assert "a.zip/a.txt is damaged" in said


def test_a_file_can_be_carried_out_of_its_archive(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.txt": b"1", "b.txt": b"2"})
    carried = [file.portable() for file in Sources([str(path)])]
    assert carried == [File(f"{path}/a.txt", b"1"), File(f"{path}/b.txt", b"2")]
