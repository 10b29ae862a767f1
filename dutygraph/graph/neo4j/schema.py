"""Constraints and indexes, as Cypher: what the mirror needs, and what people search by.

No RANGE index is over free text: it refuses long values, and the write fails with it.
"""

from collections.abc import Iterator

from dutygraph.graph.neo4j.specs import FINGERPRINT, GRAPH, IRI, MARKER, RUN, NodeSpec, Specs

FULLTEXT = "dutygraph_text"
"""The full-text index for browsing; its analyzer cuts Chinese into pairs of characters."""


def constraints(specs: Specs) -> tuple[str, ...]:
    """Return the statements that make the IRIs of each label unique, and index them."""
    return tuple(map(_constraint, specs.nodes.values()))


def indexes(specs: Specs) -> tuple[str, ...]:
    """Return the statements that make the indexes, each harmless where its index exists."""
    return (*_ranges(specs), _fulltext(specs))


def _constraint(spec: NodeSpec) -> str:
    return (
        f"CREATE CONSTRAINT `dutygraph_{spec.label}_{IRI}` IF NOT EXISTS"
        f" FOR (n:`{spec.label}`) REQUIRE n.`{IRI}` IS UNIQUE"
    )


def _ranges(specs: Specs) -> Iterator[str]:
    yield _index(MARKER, (GRAPH,))
    for spec in specs.nodes.values():
        for keys in spec.indexes:
            yield _index(spec.label, keys)


def _index(label: str, keys: tuple[str, ...]) -> str:
    listed = ", ".join(f"n.`{key}`" for key in keys)
    name = "_".join(("dutygraph", label, *keys))
    return f"CREATE RANGE INDEX `{name}` IF NOT EXISTS FOR (n:`{label}`) ON ({listed})"


def _fulltext(specs: Specs) -> str:
    keys = sorted(
        {one.key for spec in specs.nodes.values() for one in spec.values.values() if one.fulltext}
    )
    listed = ", ".join(f"n.`{key}`" for key in keys)
    return (
        f"CREATE FULLTEXT INDEX `{FULLTEXT}` IF NOT EXISTS FOR (n:`{MARKER}`) ON EACH [{listed}]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )


def name(statement: str) -> str:
    """Return the name of the constraint or index that a statement makes."""
    return statement.split("`")[1]


def types(specs: Specs) -> tuple[str, ...]:
    """Return all relationship types."""
    links = {link.type for spec in specs.nodes.values() for link in spec.links.values()}
    return tuple(sorted(links | set(specs.edges)))


def keys(specs: Specs) -> tuple[str, ...]:
    """Return the keys of all properties, those of bookkeeping too."""
    values = [spec.values for spec in specs.nodes.values()]
    values += [spec.values for spec in specs.edges.values()]
    own = {one.key for of_class in values for one in of_class.values()}
    return tuple(sorted(own | {IRI, GRAPH, RUN, FINGERPRINT}))
