"""Documents → duty lists. `read_file`, `read_bytes` and `read_documents` are the way in."""

from dutygraph.loaders.reader import read_bytes, read_documents, read_file

__all__ = ["read_bytes", "read_documents", "read_file"]
