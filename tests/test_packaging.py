"""What a user gets: a wheel that is whole, a start that is quick, files that name no machine."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

HEAVY = {"rich", "pyvis", "rdflib", "networkx", "numpy"}

# A path of somebody's machine, or the address of a package index.
LEAK = re.compile(
    r"(?<![\w.])/(?:work|farm|root|tmp|home|Users)/\w"
    r"|[A-Z]:\\Users\\"
    r"|(?:extra-)?index[-_]url"
    r"|/simple/?(?=[\s\"']|$)"
    r"|files\.pythonhosted"
    r"|\"resolved\": "
)


def run(*command: str, cwd: Path, **environment: str) -> str:
    """Run a program and return its stdout; what it wrote on stderr explains a failure."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def kept_files(project: Path) -> list[Path]:
    """Return the files that git keeps or would keep, relative to the project."""
    listing = run(
        "git",
        "-c",
        "core.quotePath=false",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        cwd=project,
    )
    paths = (Path(name) for name in listing.split("\0") if name)
    return [path for path in paths if (project / path).is_file()]


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from the working tree."""
    folder = tmp_path_factory.mktemp("dist")
    options = ("--wheel", "--no-isolation", "--outdir", str(folder))
    run(sys.executable, "-m", "build", *options, cwd=project)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the wheel's content as pip lays it out."""
    folder = tmp_path_factory.mktemp("site")
    options = ("--quiet", "--no-deps", "--no-index", "--target", str(folder))
    run(sys.executable, "-m", "pip", "install", *options, str(wheel), cwd=folder)
    return folder


def test_wheel_holds_every_file_of_the_package(project: Path, wheel: Path) -> None:
    kept = {path.as_posix() for path in kept_files(project) if path.parts[0] == "dutygraph"}
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("dutygraph/")}
    assert packed == kept


def test_installed_wheel_runs_from_another_folder(installed: Path, tmp_path: Path) -> None:
    where = run(
        sys.executable,
        "-c",
        "import dutygraph; print(dutygraph.__file__)",
        cwd=tmp_path,
        PYTHONPATH=str(installed),
    )
    assert Path(where.strip()) == installed / "dutygraph" / "__init__.py"
    text = run(sys.executable, "-m", "dutygraph", "--help", cwd=tmp_path, PYTHONPATH=str(installed))
    assert "dutygraph" in text


def test_importing_the_command_line_loads_nothing_heavy(tmp_path: Path) -> None:
    """On a pipe there is nothing to colour, so `rich` stays out as well."""
    program = "import sys, dutygraph.cli; print(*sys.modules)"
    loaded = run(sys.executable, "-c", program, cwd=tmp_path).split()
    assert HEAVY.intersection(loaded) == set()


def normal(name: str) -> str:
    """Return a distribution's name in the one form by which installers compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_packages(source: Path) -> Iterator[str]:
    """Yield the top-level name of everything that a module imports, at its top or inside."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_the_package_imports_only_what_it_declares(project: Path) -> None:
    """What it declares, extras included, runs the program, wherever in it an import stands."""
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    extras = settings["project"]["optional-dependencies"].values()
    named = [*settings["project"]["dependencies"], *(text for extra in extras for text in extra)]
    declared = {normal(re.split(r"[^\w.-]", text)[0]) for text in named}
    owners = packages_distributions()
    sources = (project / "dutygraph").rglob("*.py")
    imported = {name for source in sources for name in imported_packages(source)}
    foreign = imported - sys.stdlib_module_names - {"dutygraph"}
    # What only another system installs has no known owner here; its name is its own then.
    undeclared = {
        name
        for name in foreign
        if not declared & {normal(owner) for owner in owners.get(name, (name,))}
    }
    assert undeclared == set()


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_readme_starts_with_the_two_commands(project: Path, name: str) -> None:
    text = (project / name).read_text(encoding="utf-8")
    before, _, rest = text.partition("```")
    block = rest.partition("```")[0].splitlines()[1:]
    commands = [line.partition("#")[0].strip() for line in block]
    assert [command for command in commands if command] == ["make demo", "make test"]
    assert "`" not in before
    assert "\n#" not in before


def test_no_file_names_a_machine_or_a_package_index(project: Path) -> None:
    leaks = []
    for path in kept_files(project):
        content = (project / path).read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
            if LEAK.search(line):
                leaks.append(f"{path}:{number}: {line.strip()[:80]}")
    assert leaks == []


@pytest.mark.parametrize(
    "line",
    [
        "cd /" + "work/main",
        '"/' + 'tmp/x"',
        "--index" + "-url https://host/",
        "https://host/" + "simple\n",
    ],
)
def test_a_leak_is_recognised(line: str) -> None:
    assert LEAK.search(line)


@pytest.mark.parametrize("line", ["https://w3id.org/dutygraph/id/", "../shared/lists", "a/tmp/b"])
def test_ordinary_text_is_no_leak(line: str) -> None:
    assert not LEAK.search(line)
