"""Three small lists, written by hand so that every answer can be worked out by hand.

东镇 and 西镇 lie in 甲县, 南乡 in 乙县. 东镇 has an older edition, 2024, with one duty.
"""

from collections.abc import Iterator

import pytest

from dutygraph.graph import rdf, store
from dutygraph.graph.store import Snapshot
from dutygraph.model import (
    Bearer,
    Body,
    Category,
    Citation,
    Discontinued,
    Duty,
    DutyList,
    Finding,
    Kind,
    Mark,
    Method,
    Name,
    Participation,
    Placeholder,
    Position,
    Source,
    Statement,
    Transfer,
)
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import Questions

HERE = (Position(line=7, end_line=7),)
WATER, POLICE, FARMS = "县水利局", "县公安局", "县农业农村委"
SCHOOLS, RESCUE = "县教委", "县应急管理局"


def takes_part(*names: str, role: str = "listed") -> tuple[Participation, ...]:
    """Return participations in the order of the column."""
    return tuple(
        Participation(name, (name,), (role,), order, HERE)
        for order, name in enumerate(names, start=1)
    )


def says(
    order: int, text: str, *bearers: str, marks: str = "", mentions: tuple[str, ...] = ()
) -> Statement:
    """Return a statement; 某 begins the words of a placeholder, marks are 牵头 or 会同:联合."""
    pairs = [mark.partition(":") for mark in marks.split()]
    return Statement(
        order=order,
        text=text,
        positions=HERE,
        bearers=tuple(Bearer(name, name.startswith("某")) for name in bearers),
        marks=tuple(Mark(mark, word or mark) for mark, _, word in pairs),
        mentions=mentions,
    )


EAST_DUTIES = (
    Duty(Kind.BASIC, 1, "加强自身建设。", "党的建设", HERE),
    Duty(
        Kind.COOPERATIVE,
        1,
        "河道管理",
        "生态",
        HERE,
        departments=takes_part(WATER, POLICE),
        placeholders=(Placeholder("某些部门", HERE),),
        statements=(
            says(1, "牵头巡查河道。", WATER, marks="牵头"),
            says(2, "联合执法。", POLICE, WATER, marks="会同:联合 共同"),
            says(3, "做好本行业的工作。", "某些部门"),
        ),
        township=(says(1, "上报问题。"),),
    ),
    Duty(
        Kind.COOPERATIVE,
        2,
        "渔业管理",
        "生态",
        HERE,
        departments=takes_part(POLICE, WATER, FARMS),
        statements=(
            says(1, "维护秩序。", POLICE),
            says(2, "配合县教委开展宣传。", FARMS, marks="配合", mentions=(SCHOOLS,)),
        ),
        township=(says(1, "上报问题。"), says(2, "协助清理渔网。", marks="配合:协助")),
    ),
    Duty(
        Kind.COOPERATIVE,
        3,
        "校园安全",
        "平安",
        HERE,
        departments=takes_part(POLICE),
        statements=(says(1, "巡查校园。", POLICE), says(2, "检查校园。", SCHOOLS)),
    ),
    Duty(
        Kind.COOPERATIVE,
        3,
        "校车安全",
        "平安",
        HERE,
        occurrence=2,
        departments=takes_part(SCHOOLS),
        placeholders=(Placeholder("某些部门", HERE),),
        statements=(says(1, "检查校车。", SCHOOLS),),
    ),
    Duty(
        Kind.RECLAIMED,
        1,
        "河道处罚",
        "生态",
        HERE,
        transfer=Transfer(
            takes_part(WATER, POLICE, role="receiver"),
            (Method(1, "县水利局办理。", HERE), Method(2, "由乡镇移送线索。", HERE)),
        ),
        cites=(Citation("水法", "第一条"), Citation("水法", "第一条"), Citation("渔业法", "")),
    ),
    Duty(Kind.RECLAIMED, 2, "旧证明", None, HERE, discontinued=Discontinued("已经废止。")),
    Duty(Kind.RECLAIMED, 3, "旧统计", None, HERE, discontinued=Discontinued(None)),
    Duty(
        Kind.RECLAIMED,
        4,
        "防汛处罚",
        None,
        HERE,
        transfer=Transfer(takes_part(RESCUE, role="receiver"), ()),
    ),
)

WEST_DUTIES = (
    Duty(
        Kind.COOPERATIVE,
        10,
        "河道管理",
        None,
        HERE,
        departments=takes_part(WATER, POLICE),
        statements=(says(1, "巡查河道。", WATER), says(2, "维护秩序。", POLICE)),
    ),
)

SOUTH_DUTIES = (
    Duty(
        Kind.COOPERATIVE,
        1,
        "校园安全",
        None,
        HERE,
        departments=takes_part(POLICE),
        statements=(says(1, "巡查校园。", POLICE),),
    ),
)


def duty_list(
    county: str, township: str, duties: tuple[Duty, ...], edition: str = "2025"
) -> DutyList:
    """Return a list with these duties."""
    east = duties is EAST_DUTIES
    bodies = (WATER, POLICE, FARMS, SCHOOLS, RESCUE) if east else (WATER, POLICE)
    names = (
        Name("水 利局", WATER, "normal-form", Position(line=9)),
        Name("县公安局（县交巡警大队）", POLICE, "column", Position(line=8), ("县交巡警大队",)),
    )
    categories = (
        Category(Kind.BASIC, 1, "党的建设", 2, 1, HERE),
        Category(Kind.COOPERATIVE, 1, "生态", 2, 2, HERE),
        Category(Kind.COOPERATIVE, 2, "平安", None, 2, HERE),
        Category(Kind.RECLAIMED, 1, "生态", 1, 1, HERE),
    )
    return DutyList(
        title="履行职责事项清单",
        place=("重庆市", county, township),
        edition=edition,
        source=Source("list.txt", "0" * 64, "text"),
        categories=categories if east else (),
        duties=duties,
        bodies=tuple(map(Body, (*bodies, "县交巡警大队") if east else bodies)),
        names=names if east else (),
        findings=(Finding("stop-missing", HERE[0]),) if east else (),
        furniture=(),
        packs="0" * 64,
    )


@pytest.fixture(scope="session")
def snapshot() -> Iterator[Snapshot]:
    """Yield a store in memory with the three lists, and 东镇's older edition."""
    lists = (
        duty_list("甲县", "东镇", SOUTH_DUTIES, "2024"),
        duty_list("甲县", "东镇", EAST_DUTIES),
        duty_list("甲县", "西镇", WEST_DUTIES),
        duty_list("乙县", "南乡", SOUTH_DUTIES),
    )
    with store.memory(map(rdf.project, lists)) as opened:
        yield opened


@pytest.fixture(scope="session")
def engine(snapshot: Snapshot) -> SparqlEngine:
    """Return the SPARQL engine over the three lists."""
    return SparqlEngine(snapshot)


@pytest.fixture(scope="session")
def questions(engine: SparqlEngine) -> Questions:
    """Return the questions about all three lists."""
    return Questions(engine)


@pytest.fixture(scope="session")
def east(engine: SparqlEngine) -> Questions:
    """Return the questions about 东镇 alone."""
    return Questions(engine, list_="东镇")


@pytest.fixture(scope="session")
def unnamed(engine: SparqlEngine) -> Questions:
    """Return the questions about 东镇 with placeholders counted in."""
    return Questions(engine, list_="东镇", placeholders=True)
