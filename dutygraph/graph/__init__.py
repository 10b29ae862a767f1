"""The knowledge graph: vocabulary, quads, embedded store and networks."""
