"""The formats of exported graphs, by name and by the ending of a file's name.

Apart from `export`, which needs more: the command line shows them at every start.
"""

QUAD_FORMATS = ("nquads", "trig", "jsonld")
"""Formats that keep the graphs."""

TRIPLE_FORMATS = ("turtle", "rdfxml")
"""Formats that merge the graphs."""

FOLDER_FORMATS = ("neo4j-csv",)
"""Formats of several files, in a folder of their own."""

DOCUMENT_FORMATS = ("xlsx",)
"""Formats of one list in the shape of its document."""

FORMATS = (*QUAD_FORMATS, *TRIPLE_FORMATS, "graphml")

ENDINGS = {
    ".nq": "nquads",
    ".trig": "trig",
    ".jsonld": "jsonld",
    ".ttl": "turtle",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
    ".graphml": "graphml",
    ".xlsx": "xlsx",
}
