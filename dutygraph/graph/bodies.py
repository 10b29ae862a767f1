"""The graph of bodies that the lists of one county share: each described once, while it is named.

The union of graphs counts a triple twice that stands in two of them, so what several lists name
stands here and nowhere else; and what no list names any more has to go.
"""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

Description = set[Quad]


def described(store: Store, graph: NamedNode) -> dict[NamedNode, Description]:
    """Return what `graph` says about each of its subjects."""
    descriptions: dict[NamedNode, Description] = {}
    for quad in store.quads_for_pattern(None, None, None, graph):
        if isinstance(quad.subject, NamedNode):
            descriptions.setdefault(quad.subject, set()).add(quad)
    return descriptions


def describe(store: Store, graph: NamedNode, texts: Mapping[str, bytes]) -> None:
    """Let the N-Quads of each subject in `texts` replace what `graph` says about it."""
    for subject, text in texts.items():
        old = set(store.quads_for_pattern(NamedNode(subject), None, None, graph))
        new = set(parse(text, format=RdfFormat.N_QUADS))
        _remove(store, old - new)
        store.extend(new - old)


def named_by(store: Store, list_graph: NamedNode, bodies: NamedNode) -> list[Quad]:
    """Return the descriptions of what one list names, directly or through what it names."""
    descriptions = described(store, bodies)
    objects = {quad.object for quad in store.quads_for_pattern(None, None, None, list_graph)}
    kept = _reached(descriptions, objects & descriptions.keys())
    return [quad for subject in kept for quad in descriptions[subject]]


def tidy(
    store: Store, bodies: NamedNode, lists: set[NamedNode], roots: Iterable[NamedNode]
) -> None:
    """Drop from `bodies` what neither a graph of `lists` nor anything kept names; `roots` stay."""
    descriptions = described(store, bodies)
    named = {subject for subject in descriptions if _is_named(store, subject, lists)}
    kept = _reached(descriptions, named | (set(roots) & descriptions.keys()))
    if not kept:
        store.remove_graph(bodies)
        return
    for subject in descriptions.keys() - kept:
        _remove(store, descriptions[subject])


def _is_named(store: Store, subject: NamedNode, lists: set[NamedNode]) -> bool:
    mentions = store.quads_for_pattern(None, None, subject, None)
    return any(quad.graph_name in lists for quad in mentions)


def _reached(
    descriptions: Mapping[NamedNode, Description], start: Iterable[object]
) -> set[NamedNode]:
    reached: set[NamedNode] = set()
    waiting = list(start)
    while waiting:
        subject = waiting.pop()
        if isinstance(subject, NamedNode) and subject in descriptions and subject not in reached:
            reached.add(subject)
            waiting += [quad.object for quad in descriptions[subject]]
    return reached


def _remove(store: Store, quads: Iterable[Quad]) -> None:
    for quad in quads:
        store.remove(quad)
