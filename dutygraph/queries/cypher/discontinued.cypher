MATCH (d:Duty:DutyGraph {discontinued: true})
WHERE d.iri STARTS WITH $place
CALL (d) {
  MATCH (d)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
  RETURN t
}
RETURN t.path AS list, d.number AS number, d.title AS title, coalesce(d.reason, '') AS reason
ORDER BY list, number, d.iri
