"""One duty list as quads, ready to load: what `rdf` writes and `store` takes."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListGraph:
    """One duty list as N-Quads.

    `iri` is the list's own IRI and the name of its graph, `township` and `county` are the IRIs of
    the places, `edition` is the edition's name. `quads` is the N-Quads text of the list's graph
    (UTF-8). `shared` holds, for each subject that lies in the county's graph of bodies (bodies, the
    township, the county itself), the N-Quads text that describes it.
    """

    iri: str
    township: str
    county: str
    edition: str
    quads: bytes
    shared: Mapping[str, bytes]

    @property
    def bodies_graph(self) -> str:
        """The IRI of the graph that the lists of one county share."""
        return f"{self.county}/bodies"
