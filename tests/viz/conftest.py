"""Networks for pages, made by hand: one with ordinary names, one whose texts look like markup."""

import networkx as nx
import pytest

from dutygraph.graph.network import Figures, Text

ODD_NAMES = (
    "县\"甲'局",
    "县<u>乙</u>局",
    "县丙&amp;局",
    "县</script>丁局",
    "县🏛️局\n二行",
)
ODD_TITLE = "<img src=x onerror=\"document.title='owned'\">＆</script><script>alert(1)</script>"


def department(network: nx.Graph, name: str, county: str = "某县") -> str:
    iri = f"https://example.org/{county}/body/{len(network)}"
    network.add_node(iri, kind="department", label=name, county=county, shared=0)
    return iri


def duty(network: nx.Graph, number: int, title: str, listed: list[str], **more: object) -> str:
    """Add a duty that lists some departments, the first of them with a statement marked 牵头."""
    iri = f"https://example.org/duty/{len(network)}"
    names = [network.nodes[one]["label"] for one in listed]
    values = {
        "label": str(number),
        "number": number,
        "title": title,
        "category": "民生服务",
        "path": "某省/某县/某镇",
        "list": "https://example.org/list",
        "lead": True,
        "statements": (
            Text(1, f"{title}：牵头办理。", (names[0],), ("牵头",), ("牵头",)),
            Text(2, "共同办理。", tuple(names), ("会同", "共同"), ("联合",)),
        ),
    }
    network.add_node(iri, kind="duty", **values | more)
    for order, one in enumerate(listed, 1):
        network.add_edge(iri, one, order=order, lead=order == 1)
        network.nodes[one]["shared"] += 1
    return iri


@pytest.fixture
def ordinary() -> nx.Graph:
    """县公安局 and 县民政局 share two duties, 县教委 one with them; 县统计局 shares none."""
    made = nx.Graph(shared=2, without_lead=1)
    police, civil, school, _ = (
        department(made, name) for name in ("县公安局", "县民政局", "县教委", "县统计局")
    )
    duty(made, 4, "校园周边安全", [police, civil, school])
    duty(made, 17, "养老机构监管", [civil, police], lead=False, statements=())
    return made


@pytest.fixture
def odd() -> nx.Graph:
    """Names and titles that are markup, quotes, an emoji, a line break, an end of script."""
    made = nx.Graph(shared=1, without_lead=0)
    duty(made, 1, ODD_TITLE, [department(made, name) for name in ODD_NAMES])
    return made


def figures(township: str = "某镇") -> Figures:
    return Figures(
        path=f"某省/某县/{township}",
        edition="2025",
        list=f"https://example.org/{township}",
        county="https://example.org/某县",
        title="履行职责事项清单",
        basic=115,
        cooperative=88,
        reclaimed=80,
        findings=50,
    )


@pytest.fixture
def one_list() -> list[Figures]:
    return [figures()]


@pytest.fixture
def eleven_lists() -> list[Figures]:
    return [figures(f"第{at}镇") for at in range(11)]
