OPTIONAL MATCH (asked:Department:DutyGraph {iri: $department})
CALL (asked) {
  // DISTINCT makes the planner decide here; with a plain WITH it looks at everything first.
  WITH DISTINCT asked WHERE $department = ''
  MATCH (a:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d:Duty:DutyGraph)
  WHERE 'receiver' IN p.roles AND d.iri STARTS WITH $place
  RETURN d, a, p
  UNION ALL
  MATCH (asked)-[p:PARTICIPATES_IN]->(d:Duty:DutyGraph)
  WHERE 'receiver' IN p.roles AND d.iri STARTS WITH $place
  RETURN d, asked AS a, p
}
MATCH (d)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
OPTIONAL MATCH (d)-[:IN_CATEGORY]->(c:Category:DutyGraph)
OPTIONAL MATCH (d)<-[:OF_DUTY]-(m:Method:DutyGraph)
RETURN t.path AS list, d.number AS number, d.title AS title, coalesce(c.name, '') AS category,
       a.name AS department, coalesce(m.text, '') AS method
ORDER BY list, number, d.iri, p.order, department, m.order
