MATCH (d:Duty:DutyGraph {kind: 'cooperative'})
      -[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
WHERE d.iri STARTS WITH $place AND NOT EXISTS {
  MATCH (s:Statement:DutyGraph)-[:OF_DUTY]->(d)
  WHERE '牵头' IN s.marks
}
WITH t, d, COLLECT {
  MATCH (a:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
  WHERE 'listed' IN p.roles
  RETURN a.name AS name
  UNION ALL
  MATCH (g:Placeholder:DutyGraph)-[:OF_DUTY]->(d)
  WHERE $placeholders
  RETURN g.name AS name
} AS departments
WHERE size(departments) > 1
RETURN t.path AS list, d.number AS number, d.title AS title, departments
ORDER BY list, number, d.iri
