OPTIONAL MATCH (asked:Department:DutyGraph {iri: $department})
CALL (asked) {
  // DISTINCT makes the planner decide here; with a plain WITH it looks at everything first.
  WITH DISTINCT asked WHERE $department = ''
  MATCH (d:Duty:DutyGraph)
  WHERE d.iri STARTS WITH $place
  RETURN d,
         COLLECT {
           MATCH (:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
           UNWIND p.roles AS role
           RETURN role
         } AS roles,
         COUNT { (:Statement:DutyGraph)-[:OF_DUTY]->(d) } AS statements
  UNION ALL
  MATCH (asked)-[own:PARTICIPATES_IN]->(d:Duty:DutyGraph)
  WHERE d.iri STARTS WITH $place
  RETURN d, own.roles AS roles,
         COUNT {
           MATCH (s:Statement:DutyGraph)-[:OF_DUTY]->(d)
           WHERE EXISTS { (s)-[:BORNE_BY]->(asked) }
         } AS statements
}
MATCH (d)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
OPTIONAL MATCH (d)-[:IN_CATEGORY]->(c:Category:DutyGraph)
WITH *, coalesce(c.name, '') AS category
WHERE ($kind = '' OR d.kind = $kind) AND category CONTAINS $category
RETURN t.path AS list, d.kind AS kind, d.number AS number, d.title AS title, category,
       COLLECT {
         MATCH (a:Department:DutyGraph)-[:PARTICIPATES_IN]->(d)
         RETURN a.name AS name
         UNION
         MATCH (g:Placeholder:DutyGraph)-[:OF_DUTY]->(d)
         WHERE $placeholders
         RETURN g.name AS name
       } AS departments,
       roles, statements
ORDER BY list, kind, number, d.iri
