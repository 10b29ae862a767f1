"""Reads township duty lists (履行职责事项清单) into a knowledge graph of duties and departments."""

__version__ = "0.1.0"
