"""Many documents at once: folders, ZIP archives, parts of one list, several processes."""

import json
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from parted import parted
from shell import PLACE, Shell

from dutygraph.tasks import SAMPLE

WHOLE = SAMPLE.read_text(encoding="utf-8")
PARTS = parted(WHOLE)
TOWNS = ("北坪", "南岸", "西山")


def of(town: str, text: str = WHOLE) -> str:
    """Return a document as another township's."""
    return text.replace("晴溪", town)


def put(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def county(shell: Shell) -> None:
    """Put three townships' lists into a folder, the last one in three parts."""
    put(shell.folder, {f"lists/{town}镇/清单.txt": of(town) for town in TOWNS[:2]})
    put(shell.folder, {f"lists/西山镇/{name}.txt": of("西山", PARTS[name]) for name in PARTS})


def zipped(folder: Path, name: str, files: Mapping[str, str]) -> None:
    with zipfile.ZipFile(folder / name, "w") as archive:
        for each, text in files.items():
            archive.writestr(each, text)


def held(shell: Shell) -> list[str]:
    rows = json.loads(shell.ok("lists", "-f", "json"))
    return [row["list"].rpartition("/")[2] for row in rows]


def export(shell: Shell) -> str:
    """Return the whole store, line by line sorted."""
    return "\n".join(sorted(shell.ok("export").splitlines()))


def faults(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("Error: ")]


# Folders and ZIP archives


def test_a_folder_is_loaded_with_all_below_it(empty: Shell) -> None:
    county(empty)
    done = empty.run("load", "lists")
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(held(empty)) == ["北坪镇", "南岸镇", "西山镇"]
    lines = done.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "[1/5] lists/北坪镇/清单.txt",
        "[2/5] lists/南岸镇/清单.txt",
        "[5/5] " + " + ".join(f"lists/西山镇/{name}.txt" for name in ("基本", "收回", "配合")),
        "store",
    ]
    assert lines[-1] == "store: 3 added, 0 replaced, 0 kept as older editions."


def test_one_bad_file_does_not_stop_the_rest(empty: Shell) -> None:
    county(empty)
    put(empty.folder, {"lists/a.txt": "", "lists/b.txt": "今天天气很好。", "lists/c.jpg": ""})
    put(empty.folder, {"lists/d.txt": WHOLE.replace("重庆市临江县", "")})
    done = empty.run("load", "lists")
    assert done.returncode == 1
    assert sorted(held(empty)) == ["北坪镇", "南岸镇", "西山镇"]
    assert "1 files were left out, as no document ends like them: .jpg 1." in done.stderr
    assert "[1/8] lists/a.txt: refused\n" in done.stderr
    lines = done.stderr.splitlines()
    assert lines[-4] == "3 lists were loaded, 3 documents were refused:"
    assert [line.split()[1].rstrip(":") for line in faults("\n".join(lines[-3:]))] == [
        "lists/a.txt",
        "lists/b.txt",
        "lists/d.txt",
    ]
    assert "--place" in lines[-1]


def test_quiet_runs_tell_the_refused_files_only(empty: Shell) -> None:
    county(empty)
    put(empty.folder, {"lists/a.txt": ""})
    done = empty.run("-q", "load", "lists")
    assert (done.returncode, done.stderr) == (
        1,
        "Error: lists/a.txt is empty: nothing to read.\n",
    )


def test_a_folder_without_any_list_leaves_the_store_as_it_was(shell: Shell) -> None:
    put(shell.folder, {"lists/a.txt": "", "lists/b.txt": "今天天气很好。"})
    said = shell.refused("load", "lists")
    assert len(faults(said)) == 2
    assert "added" not in said


def test_strict_refuses_the_faulty_ones_of_a_folder(empty: Shell) -> None:
    put(empty.folder, {"lists/a.txt": of("北坪"), "lists/b.txt": of("南岸", PARTS["基本"])})
    done = empty.run("-q", "load", "--strict", "lists")
    assert done.returncode == 1
    assert faults(done.stderr) == [
        "Error: lists/b.txt: 2 errors, and --strict loads none: see `dutygraph check`."
    ]
    assert held(empty) == ["北坪镇"]


def test_files_that_are_named_are_loaded_together_or_not_at_all(shell: Shell) -> None:
    put(shell.folder, {"a.txt": of("北坪"), "b.txt": ""})
    assert len(faults(shell.refused("load", "a.txt", "b.txt", "--jobs", "2"))) == 1
    put(shell.folder, {"more/c.txt": of("南岸")})
    assert shell.run("load", "a.txt", "b.txt", "more").returncode == 1
    assert sorted(held(shell)) == ["北坪镇", "南岸镇", "晴溪镇"]


def test_an_archive_is_loaded_like_the_folder_that_it_was(empty: Shell) -> None:
    county(empty)
    files = {
        path.relative_to(empty.folder).as_posix(): path.read_text(encoding="utf-8")
        for path in (empty.folder / "lists").rglob("*.txt")
    }
    zipped(empty.folder, "lists.zip", files)
    empty.ok("--store", "from-folder", "load", "lists")
    empty.ok("--store", "from-zip", "load", "lists.zip")
    before = sorted(path.name for path in empty.folder.iterdir())
    assert before == ["from-folder", "from-zip", "lists", "lists.zip"]
    one, other = (empty.ok("--store", name, "export") for name in ("from-folder", "from-zip"))
    assert sorted(one.splitlines()) == sorted(other.splitlines())
    # The source is the name of the file, without folder and archive.
    assert '"清单.txt"' in one
    assert "lists" not in one


def test_an_archive_on_stdin_is_read(empty: Shell) -> None:
    zipped(empty.folder, "a.zip", {"a.txt": of("北坪"), "b.txt": ""})
    data = (empty.folder / "a.zip").read_bytes()
    done = empty.run("-q", "load", "-", stdin=data)
    assert faults(done.stderr) == ["Error: stdin/b.txt is empty: nothing to read."]
    assert held(empty) == ["北坪镇"]


def test_two_documents_of_one_place_are_told_with_their_folders(empty: Shell) -> None:
    other = WHOLE.replace("县妇联", "县侨联")
    put(empty.folder, {"lists/1/清单.txt": WHOLE, "lists/2/清单.txt": other})
    put(empty.folder, {"lists/3/清单.txt": WHOLE})
    done = empty.run("-q", "load", "lists")
    [said] = faults(done.stderr)
    assert "lists/1/清单.txt and lists/2/清单.txt are both" in said
    assert "县妇联" in empty.ok("export")


# check and parse


def test_check_walks_a_folder_and_tells_each_file(empty: Shell) -> None:
    county(empty)
    put(empty.folder, {"lists/a.txt": ""})
    done = empty.run("check", "lists", "-f", "json")
    assert (done.returncode, len(faults(done.stderr))) == (1, 1)
    found = json.loads(done.stdout)
    assert {one["file"].count("/") for one in found} == {2, 6}
    assert "list-missing" not in {one["rule"] for one in found}
    joined = [one for one in found if " + " in one["file"]]
    assert {one["position"]["file"] for one in joined} <= {"基本.txt", "配合.txt", "收回.txt"}


def test_the_findings_of_many_are_those_of_each(empty: Shell) -> None:
    put(empty.folder, {"lists/a.txt": of("北坪"), "lists/b.txt": of("南岸")})
    alone = [
        {**one, "file": f"lists/{name}"}
        for name in ("a.txt", "b.txt")
        for one in json.loads(empty.ok("check", f"lists/{name}", "-f", "json"))
    ]
    whole = empty.ok("check", "lists", "-f", "json")
    assert whole == json.dumps(alone, ensure_ascii=False, indent=1) + "\n"
    assert empty.ok("check", "lists", "-f", "json", "--jobs", "2") == whole
    text = empty.ok("check", "lists")
    assert empty.ok("check", "lists", "--jobs", "2") == text
    assert text.count("[listed-without-statement]") == 2
    assert "\n\nlists/b.txt:" in text


def test_parse_reads_the_files_of_one_list(empty: Shell) -> None:
    put(empty.folder, {f"{name}.txt": text for name, text in PARTS.items()})
    whole = json.loads(empty.ok("parse", str(SAMPLE)))
    told = json.loads(empty.ok("parse", "配合.txt", "收回.txt", "基本.txt"))
    assert told["list"]["source"]["file"] == "基本.txt + 配合.txt + 收回.txt"
    assert told["categories"] == whole["categories"]
    assert [one["title"] for one in told["duties"]] == [one["title"] for one in whole["duties"]]
    assert json.loads(empty.ok("parse", "."))["duties"] == told["duties"]


def test_parse_takes_no_two_lists(empty: Shell) -> None:
    put(empty.folder, {"a.txt": of("北坪"), "b.txt": of("南岸")})
    said = empty.refused_in_one_line("parse", "a.txt", "b.txt")
    assert said.startswith("Error: a.txt and b.txt are not one list")
    empty.ok("parse", "a.txt", "a.txt")


# Parts of one list


def test_parts_are_loaded_as_one_edition(empty: Shell) -> None:
    put(empty.folder, {f"{name}.txt": text for name, text in PARTS.items()})
    empty.ok("load", "收回.txt", "基本.txt", "配合.txt")
    [row] = empty.rows("summary")
    assert (row["list"], row["basic"], row["reclaimed"] != 0) == (PLACE, 14, True)
    empty.ok("--store", "whole", "load", str(SAMPLE))
    whole = json.loads(empty.ok("--store", "whole", "ask", "duties", "-f", "json"))
    assert empty.rows("duties") == whole


def test_parts_of_several_townships_are_told_apart(empty: Shell) -> None:
    for town in TOWNS:
        put(empty.folder, {f"all/{name}-{town}.txt": of(town, PARTS[name]) for name in PARTS})
    empty.ok("load", "all")
    assert [row["basic"] for row in empty.rows("summary")] == [14, 14, 14]


def test_a_part_that_does_not_say_its_place_stands_alone(empty: Shell) -> None:
    files = {f"{name}.txt": text for name, text in PARTS.items()}
    put(empty.folder, files | {"收回.txt": PARTS["收回"].replace("重庆市临江县晴溪镇", "")})
    [said] = faults(empty.refused("-q", "load", *files))
    assert said.startswith("Error: 收回.txt: ")
    empty.ok("load", *files, "--place", PLACE)
    assert [row["list"] for row in empty.rows("summary")] == [PLACE]


def dated(name: str, date: str) -> str:
    return PARTS[name].replace("履行职责事项清单\n", f"履行职责事项清单\n{date}\n", 1)


def test_a_part_without_a_date_belongs_to_the_only_dated_edition(empty: Shell) -> None:
    files = {"基本.txt": dated("基本", "2025年6月"), "收回.txt": dated("收回", "2025年6月")}
    put(empty.folder, {**files, "配合.txt": PARTS["配合"]})
    empty.ok("load", "配合.txt", *files)
    [row] = json.loads(empty.ok("lists", "-f", "json"))
    assert row["edition"] == "2025-06"
    assert [row["basic"] for row in empty.rows("summary")] == [14]


def test_a_part_without_a_date_stands_alone_beside_two_dated_editions(empty: Shell) -> None:
    files = {"基本.txt": dated("基本", "2025年6月"), "收回.txt": dated("收回", "2024年6月")}
    put(empty.folder, {**files, "配合.txt": PARTS["配合"]})
    found = json.loads(empty.ok("check", "配合.txt", *files, "-f", "json"))
    assert {one["file"] for one in found} == {"基本.txt", "收回.txt", "配合.txt"}


def test_a_part_beside_the_whole_document_is_refused(empty: Shell) -> None:
    put(empty.folder, {"基本.txt": PARTS["基本"]})
    said = empty.refused_in_one_line("-q", "load", str(SAMPLE), "基本.txt")
    assert f"{SAMPLE} and 基本.txt are both" in said


def test_files_that_contradict_each_other_are_a_finding(empty: Shell) -> None:
    files = {f"{name}.txt": text for name, text in PARTS.items()}
    put(empty.folder, files | {"旧.txt": PARTS["基本"].replace("选好村", "选好")})
    text = empty.ok("check", *files, "旧.txt")
    assert "error: files of one list differ (1) [files-differ]" in text
    assert "基本.txt and 旧.txt differ in numbers 2 of the basic list" in text
    empty.ok("load", *files, "旧.txt")
    assert [row["basic"] for row in empty.rows("summary")] == [14]


# Several processes


def test_two_jobs_give_the_same_bytes_as_one(empty: Shell) -> None:
    county(empty)
    put(empty.folder, {"lists/a.txt": ""})
    said = []
    for jobs in ("1", "2"):
        done = empty.run("--store", f"store-{jobs}", "load", "lists", "--jobs", jobs)
        assert done.returncode == 1
        said.append(done.stderr.replace(f"store-{jobs}", "store"))
    assert said[0] == said[1]
    one, two = (empty.ok("--store", f"store-{jobs}", "export") for jobs in ("1", "2"))
    assert one == two


@pytest.mark.skipif(sys.platform != "linux", reason="the bound on memory is Linux's")
def test_a_file_over_which_a_process_dies_is_refused_alone(empty: Shell, tmp_path: Path) -> None:
    """Python itself kills the process that opens it: what the kernel does when memory ends."""
    put(empty.folder, {"lists/a.txt": of("北坪"), "lists/b.txt": of("南岸"), "lists/c.txt": "x"})
    hooks = tmp_path / "hooks"
    put(hooks, {"sitecustomize.py": KILLER})
    done = empty.run("-q", "load", "lists", "--jobs", "2", PYTHONPATH=str(hooks))
    assert (done.returncode, faults(done.stderr)) == (
        1,
        [
            "Error: lists/c.txt: the process that read it was killed, perhaps for lack of memory.",
        ],
    )
    assert sorted(held(empty)) == ["北坪镇", "南岸镇"]


KILLER = """
import multiprocessing, os, sys

def kill(event, arguments):
    if event == "open" and str(arguments[0]).endswith("c.txt"):
        if multiprocessing.parent_process() is not None:
            os._exit(9)

sys.addaudithook(kill)
"""
