"""Bundles for machines without internet: every pin has its wheel, and they install alone."""

import os
import platform
import subprocess
import sys
import zipfile
from pathlib import Path

import bundle
import pytest

PINS = """\
# made by hand
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
pexpect==4.9.0 ; sys_platform != 'win32' \\
    --hash=sha256:cc
click==8.5.1 \\
    --hash=sha256:dd
"""
HERE = f"linux-{platform.machine()}"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def test_markers_are_evaluated_for_the_machine_that_the_bundle_is_for() -> None:
    windows = bundle.PLATFORMS["windows-x64"].environment("3.12")
    linux = bundle.PLATFORMS["linux-aarch64"].environment("3.12")
    assert list(bundle.pins(PINS, windows)) == [
        "colorama==0.4.6 --hash=sha256:aa --hash=sha256:bb",
        "click==8.5.1 --hash=sha256:dd",
    ]
    assert list(bundle.pins(PINS, linux)) == [
        "pexpect==4.9.0 --hash=sha256:cc",
        "click==8.5.1 --hash=sha256:dd",
    ]


@pytest.mark.parametrize("python", [bundle.PYTHONS[0], bundle.PYTHONS[-1]])
@pytest.mark.parametrize("name", bundle.PLATFORMS)
def test_every_pin_has_a_wheel(name: str, python: str, tmp_path: Path) -> None:
    options = ("--dry-run", "--ignore-installed", f"--target={tmp_path / 'nothing'}")
    bundle.pip("install", bundle.PLATFORMS[name], python, *options)


def test_a_pin_without_a_wheel_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pins.txt").write_text(f"click==8.5.1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    monkeypatch.setattr(bundle, "PINS", tmp_path / "pins.txt")
    options = ("--dry-run", "--ignore-installed", f"--target={tmp_path / 'nothing'}")
    with pytest.raises(subprocess.CalledProcessError):
        bundle.pip("install", bundle.PLATFORMS["windows-x64"], "3.12", *options)


@pytest.mark.parametrize("source", ["install.bat", "drop.bat"])
def test_batch_files_are_what_a_chinese_windows_reads(source: str) -> None:
    files = dict(bundle._files(bundle.PLATFORMS["windows-x64"], ("3.11", "3.14")))
    written = files[{"install.bat": "install.bat", "drop.bat": "拖放文件生成页面.bat"}[source]]
    text = written.decode("gbk")
    assert text.startswith("@echo off\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert "@OLDEST" not in text
    # Each label that is jumped to is there, and echo's brackets inside a block are escaped.
    labels = {line[1:] for line in text.split("\r\n") if line.startswith(":")}
    jumps = {line.rsplit("goto ", 1)[1].strip() for line in text.split("\r\n") if "goto " in line}
    assert jumps <= labels


def test_the_batch_file_checks_for_the_pythons_that_have_wheels() -> None:
    files = dict(bundle._files(bundle.PLATFORMS["windows-x64"], ("3.11", "3.14")))
    assert "((3, 11) <= sys.version_info[:2] <= (3, 14)" in files["install.bat"].decode("gbk")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a bundle for Linux")
def test_the_bundle_installs_and_runs_without_an_index(tmp_path: Path) -> None:
    target = bundle.write(HERE, tmp_path / "dist", (PYTHON,))
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / target.stem
    assert (folder / "使用说明.txt").is_file()
    # Whatever the machine's settings name as an index, it must not be asked.
    alone = {name: text for name, text in os.environ.items() if not name.startswith(("PIP_", "UV"))}
    alone |= {"PIP_CONFIG_FILE": os.devnull, "https_proxy": "http://127.0.0.1:9"}
    alone |= {"PATH": f"{Path(sys.executable).resolve().parent}{os.pathsep}{os.environ['PATH']}"}
    installing = subprocess.run(
        ["sh", "install.sh"], cwd=folder, env=alone, capture_output=True, check=False
    )
    assert installing.returncode == 0, installing.stderr.decode()
    program = folder / ".venv" / "bin" / "dutygraph"
    subprocess.run([program, "demo"], cwd=tmp_path, env=alone, capture_output=True, check=True)
    assert (tmp_path / "dutygraph-demo" / "page.html").is_file()
    modules = "lxml, openpyxl, olefile, pdfminer, python_calamine"
    python = folder / ".venv" / "bin" / "python"
    subprocess.run([python, "-c", f"import {modules}"], cwd=tmp_path, env=alone, check=True)
