"""A Neo4j database that a test fills, reads and leaves: driver, name, and how to empty it."""

from dataclasses import dataclass

from neo4j import Driver


@dataclass(frozen=True, slots=True)
class Database:
    """One database of a server; the name None is the one that the user gets without asking."""

    driver: Driver
    name: str | None = None

    def rows(self, cypher: str, **parameters: object) -> list[dict[str, object]]:
        """Return the rows of a query, in the order in which they come."""
        result = self.driver.execute_query(cypher, parameters, database_=self.name)
        return [dict(record) for record in result.records]

    def server(self) -> str:
        """Return product, version and edition, such as Neo4j Kernel 5.26.30 community."""
        [component] = self.rows(
            "CALL dbms.components() YIELD name, versions, edition"
            " WITH * WHERE name = 'Neo4j Kernel'"
            " RETURN name + ' ' + versions[0] + ' ' + edition AS text"
        )
        return str(component["text"])

    def is_empty(self) -> bool:
        """Return whether there is no node, no constraint and no index that somebody made."""
        nodes = self.rows("MATCH (n) RETURN n LIMIT 1")
        return not (nodes or self._constraints() or self._indexes())

    def empty(self) -> None:
        """Delete all nodes, relationships, constraints and indexes."""
        with self.driver.session(database=self.name) as session:
            session.run(
                "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
            ).consume()
        for name in self._constraints():
            self.rows("DROP CONSTRAINT $name", name=name)
        # Last, since a constraint owns its index.
        for name in self._indexes():
            self.rows("DROP INDEX $name", name=name)

    def _constraints(self) -> list[object]:
        return [row["name"] for row in self.rows("SHOW CONSTRAINTS YIELD name")]

    def _indexes(self) -> list[object]:
        found = self.rows("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'")
        return [row["name"] for row in found]
