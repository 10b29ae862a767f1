"""The questions: each a documented SPARQL file, asked by name or by a typed function."""
