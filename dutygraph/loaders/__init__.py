"""Documents → duty lists. `read_file` and `read_bytes` are the way in."""

from dutygraph.loaders.reader import read_bytes, read_file

__all__ = ["read_bytes", "read_file"]
