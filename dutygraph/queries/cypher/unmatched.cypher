MATCH (d:Duty:DutyGraph {kind: 'cooperative'})
      -[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
WHERE d.iri STARTS WITH $place
WITH t, d, COLLECT {
  MATCH (a:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
  WHERE 'listed' IN p.roles
  RETURN a
} AS listed, COLLECT {
  MATCH (d)<-[:OF_DUTY]-(:Statement:DutyGraph)-[:BORNE_BY]->(a:Department:DutyGraph)
  RETURN DISTINCT a
} AS bearers
CALL (listed, bearers) {
  UNWIND listed AS a
  WITH a WHERE NOT a IN bearers
  RETURN a.name AS department, 'listed-without-statement' AS problem
  UNION ALL
  UNWIND bearers AS a
  WITH a WHERE NOT a IN listed
  RETURN a.name AS department, 'statement-without-listing' AS problem
}
WITH t.path AS list, d.kind AS kind, d.number AS number, d.title AS title, department, problem,
     min(d.iri) AS duty
RETURN list, kind, number, title, department, problem
ORDER BY list, kind, number, duty, problem, department
