"""Bundles for office machines without internet: all wheels in one ZIP, with what installs them.

`make bundle` writes dist/dutygraph-VERSION-PLATFORM.zip for each platform. Wheels of other
platforms are chosen by pip, from the pins and their hashes; markers such as `sys_platform ==
'win32'` are evaluated here, since pip evaluates them for the machine that it runs on.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parent.parent
PINS = PROJECT / "requirements" / "runtime.txt"
FILES = Path(__file__).with_name("bundle_files")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

_DATE = (2025, 1, 1, 0, 0, 0)
_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")


@dataclass(frozen=True, slots=True)
class Platform:
    """What a bundle is for: wheel tags, the markers of its system, and the files beside them.

    `files` are names in tools/bundle_files, each with the name and the encoding that it gets.
    """

    tags: tuple[str, ...]
    markers: dict[str, str]
    files: dict[str, tuple[str, str]]

    def environment(self, python: str) -> dict[str, str]:
        """Return the environment in which markers of requirements are evaluated."""
        return {
            **self.markers,
            "python_version": python,
            "python_full_version": f"{python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }


_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
_LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
# cmd.exe on a Chinese Windows reads batch files in GBK.
_BATCH = {
    "install.bat": ("install.bat", "gbk"),
    "drop.bat": ("拖放文件生成页面.bat", "gbk"),
    "windows.txt": ("使用说明.txt", "utf-8-sig"),
}
_SHELL = {"install.sh": ("install.sh", "utf-8"), "linux.txt": ("使用说明.txt", "utf-8")}


def _manylinux(machine: str) -> tuple[str, ...]:
    versions = ("_2_28", "_2_27", "_2_26", "_2_24", "_2_17", "2014")
    return tuple(f"manylinux{version}_{machine}" for version in versions)


PLATFORMS = {
    "windows-x64": Platform(("win_amd64",), {**_WINDOWS, "platform_machine": "AMD64"}, _BATCH),
    "linux-x86_64": Platform(
        _manylinux("x86_64"), {**_LINUX, "platform_machine": "x86_64"}, _SHELL
    ),
    "linux-aarch64": Platform(
        _manylinux("aarch64"), {**_LINUX, "platform_machine": "aarch64"}, _SHELL
    ),
}


def pins(text: str, environment: dict[str, str]) -> Iterator[str]:
    """Yield the pins of a requirements file that an environment needs, each with its hashes."""
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        named, *hashes = re.split(r"\s--hash=", line)
        requirement = Requirement(named.strip())
        if requirement.marker is None or requirement.marker.evaluate(environment):
            pin = f"{requirement.name}{requirement.specifier}"
            yield " ".join((pin, *(f"--hash={one.strip()}" for one in hashes)))


def pip(verb: str, platform: Platform, python: str, *options: str) -> None:
    """Run pip on the pins of a platform, wheels only.

    Raises:
        CalledProcessError: a pin has no wheel for it.
    """
    chosen = "\n".join(pins(PINS.read_text(encoding="utf-8"), platform.environment(python)))
    with tempfile.TemporaryDirectory() as folder:
        needed = Path(folder, "pins.txt")
        needed.write_text(chosen, encoding="utf-8")
        tags = (f"--platform={tag}" for tag in platform.tags)
        wheels_only = ("--no-deps", "--only-binary=:all:", "--require-hashes")
        target = ("--implementation=cp", f"--python-version={python}", *tags)
        command = (*_PIP, verb, *wheels_only, *target, *options, f"--requirement={needed}")
        subprocess.run(command, check=True, stdout=sys.stderr)


def own_wheel(folder: Path) -> Path:
    """Build the wheel of this project into a folder and return its path."""
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder))
    subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    [wheel] = folder.glob("dutygraph-*.whl")
    return wheel


def requirements(platform: Platform, pythons: Sequence[str], wheel: Path) -> str:
    """Return a requirements file for the target, the project's own wheel with its hash among it."""
    text = PINS.read_text(encoding="utf-8")
    needed = {pin for python in pythons for pin in pins(text, platform.environment(python))}
    version = wheel.name.split("-")[1]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return "\n".join([*sorted(needed), f"dutygraph=={version} --hash=sha256:{digest}", ""])


def write(name: str, output: Path, pythons: Sequence[str] = PYTHONS) -> Path:
    """Write the bundle of one platform into the folder `output`; return the ZIP's path."""
    platform = PLATFORMS[name]
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder, "wheels")
        wheel = own_wheel(wheels)
        for python in pythons:
            pip("download", platform, python, f"--dest={wheels}")
        parts = [(f"wheels/{one.name}", one.read_bytes()) for one in sorted(wheels.iterdir())]
        parts.append(("requirements.txt", requirements(platform, pythons, wheel).encode()))
        parts += _files(platform, pythons)
        stem = f"dutygraph-{wheel.name.split('-')[1]}-{name}"
    output.mkdir(parents=True, exist_ok=True)
    target = output / f"{stem}.zip"
    _zip(target, stem, parts)
    return target


def _files(platform: Platform, pythons: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the scripts and the instructions of a bundle; Windows' own with CRLF."""
    crlf = platform.markers["os_name"] == "nt"
    for source, (name, encoding) in platform.files.items():
        text = (FILES / source).read_text(encoding="utf-8")
        for key, version in (("OLDEST", pythons[0]), ("NEWEST", pythons[-1])):
            text = text.replace(f"@{key}@", version.replace(".", ", "))
            text = text.replace(f"@{key}_DOTTED@", version)
        yield name, (text.replace("\n", "\r\n") if crlf else text).encode(encoding)


def _zip(target: Path, folder: str, parts: Iterable[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(f"{folder}/{name}", _DATE)
            # Wheels are compressed already; Unix needs to be told what is a program.
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            )
            entry.external_attr = (0o755 if name.endswith(".sh") else 0o644) << 16
            archive.writestr(entry, data)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the bundles of all platforms, or of those named."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("platforms", nargs="*", metavar="PLATFORM", help=", ".join(PLATFORMS))
    parser.add_argument("--output", type=Path, default=PROJECT / "dist")
    chosen = parser.parse_args(arguments)
    for name in chosen.platforms or PLATFORMS:
        if name not in PLATFORMS:
            parser.error(f"no platform {name}: choose from {', '.join(PLATFORMS)}")
        target = write(name, chosen.output)
        print(f"{target.name}: {target.stat().st_size / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
