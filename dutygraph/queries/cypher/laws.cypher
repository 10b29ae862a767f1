MATCH (c:Citation:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph)
WHERE c.law CONTAINS $text AND c.iri STARTS WITH $place
CALL (d) {
  MATCH (d)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
  RETURN t
}
RETURN c.law AS law, coalesce(c.article, '') AS article, t.path AS list,
       d.kind AS kind, d.number AS number, d.title AS title
ORDER BY law, article, list, kind, number, c.iri
