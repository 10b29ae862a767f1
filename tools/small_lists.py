"""Small invented lists as quads, for tests of what takes a ListGraph."""

from collections.abc import Iterable, Mapping

from dutygraph.graph.listgraph import ListGraph

BASE = "https://example.org/id"
NS = "https://example.org/ns#"


def county_iri(county: str) -> str:
    """Return the IRI of a county."""
    return f"{BASE}/{county}"


def body_iri(name: str, county: str = "甲县") -> str:
    """Return the IRI of a body of `county`."""
    return f"{county_iri(county)}/body/{name}"


def list_iri(township: str, edition: str = "1", county: str = "甲县") -> str:
    """Return the IRI of a township's list."""
    return f"{county_iri(county)}/{township}/list/{edition}"


def small_list(  # noqa: PLR0913 - each names one thing that a test varies
    township: str,
    edition: str = "1",
    *,
    county: str = "甲县",
    bodies: Iterable[str] = (),
    part_of: Mapping[str, str] | None = None,
    note: str = "",
    duties: int = 1,
) -> ListGraph:
    """Return a list whose duties all name `bodies`; the parent in `part_of` is described only.

    `note` stands in the list, once for each duty, and in the description of every body.
    """
    iri, place = list_iri(township, edition, county), f"{county_iri(county)}/{township}"
    graph, shared_graph = f"<{iri}>", f"<{county_iri(county)}/bodies>"
    parents = dict(part_of or {})
    lines = [f"<{iri}> <{NS}township> <{place}> {graph} ."]
    for number in range(1, duties + 1):
        duty = f"<{iri}/basic/{number}>"
        lines.append(f"{duty} <{NS}list> <{iri}> {graph} .")
        lines.append(f'{duty} <{NS}text> "{note}" {graph} .')
        lines += [f"{duty} <{NS}body> <{body_iri(name, county)}> {graph} ." for name in bodies]
    shared = {
        county_iri(county): f'<{county_iri(county)}> <{NS}name> "{county}" {shared_graph} .\n',
        place: f"<{place}> <{NS}county> <{county_iri(county)}> {shared_graph} .\n",
    }
    for name in {*bodies, *parents, *parents.values()}:
        body = f"<{body_iri(name, county)}>"
        text = f'{body} <{NS}name> "{name} {note}" {shared_graph} .\n'
        if name in parents:
            parent = body_iri(parents[name], county)
            text += f"{body} <{NS}partOf> <{parent}> {shared_graph} .\n"
        shared[body_iri(name, county)] = text
    return ListGraph(
        iri=iri,
        township=place,
        county=county_iri(county),
        edition=edition,
        quads="".join(f"{line}\n" for line in lines).encode(),
        shared={subject: text.encode() for subject, text in shared.items()},
    )
