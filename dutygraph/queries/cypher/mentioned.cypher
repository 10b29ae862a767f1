MATCH (s:DutyGraph)-[:MENTIONS]->(a:Department:DutyGraph)
WHERE s.iri STARTS WITH $place
CALL (s) {
  MATCH (s)-[:OF_DUTY]->(d:Duty:DutyGraph)
        -[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
  RETURN d, t
}
RETURN t.path AS list, d.kind AS kind, d.number AS number, d.title AS title,
       a.name AS department, s.text AS text
ORDER BY list, kind, number, d.iri, s:TownshipStatement, s.order, department
