"""The questions: each a file in SPARQL and one in Cypher, asked by name or by a typed function."""
