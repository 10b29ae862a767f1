"""The graph in Neo4j: projection to nodes and relationships, schema, mirror, and files for import.

The driver is imported inside the functions that connect: it takes long, and most runs need none.
"""
