OPTIONAL MATCH (asked:Department:DutyGraph {iri: $department})
CALL (asked) {
  // DISTINCT makes the planner decide here; with a plain WITH it looks at everything first.
  WITH DISTINCT asked WHERE $department = ''
  MATCH (s:TownshipStatement:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph)
  WHERE s.iri STARTS WITH $place
  RETURN d, s
  UNION ALL
  MATCH (asked)-[p:PARTICIPATES_IN]->(d:Duty:DutyGraph)<-[:OF_DUTY]-(s:TownshipStatement:DutyGraph)
  WHERE 'listed' IN p.roles AND d.iri STARTS WITH $place
  RETURN d, s
}
MATCH (d)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
RETURN t.path AS list, d.kind AS kind, d.number AS number, d.title AS title, s.text AS statement
ORDER BY list, kind, number, d.iri, s.order
