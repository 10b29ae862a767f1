CALL () {
  MATCH (d:Duty:DutyGraph)
  WHERE d.title CONTAINS $text AND d.iri STARTS WITH $place
  RETURN d, 1 AS rank, 'title' AS where, d.number AS order, d.title AS text
  UNION
  MATCH (c:Category:DutyGraph)<-[:IN_CATEGORY]-(d:Duty:DutyGraph)
  WHERE c.name CONTAINS $text AND c.iri STARTS WITH $place
  RETURN d, 2 AS rank, 'category' AS where, c.order AS order, c.name AS text
  UNION
  MATCH (a:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d:Duty:DutyGraph)
  WHERE (a.name CONTAINS $text OR any(written IN p.written WHERE written CONTAINS $text))
    AND p.iri STARTS WITH $place
  RETURN d, 3 AS rank, 'department' AS where, p.order AS order, a.name AS text
  UNION
  MATCH (g:Placeholder:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph)
  WHERE g.name CONTAINS $text AND g.iri STARTS WITH $place
  RETURN d, 4 AS rank, 'placeholder' AS where, g.order AS order, g.name AS text
  UNION
  MATCH (s:Statement:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph)
  WHERE s.text CONTAINS $text AND s.iri STARTS WITH $place
  RETURN d, 5 AS rank, 'statement' AS where, s.order AS order, s.text AS text
  UNION
  MATCH (s:TownshipStatement:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph)
  WHERE s.text CONTAINS $text AND s.iri STARTS WITH $place
  RETURN d, 6 AS rank, 'township' AS where, s.order AS order, s.text AS text
  UNION
  MATCH (m:Method:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph)
  WHERE m.text CONTAINS $text AND m.iri STARTS WITH $place
  RETURN d, 7 AS rank, 'method' AS where, m.order AS order, m.text AS text
  UNION
  MATCH (d:Duty:DutyGraph)
  WHERE d.reason CONTAINS $text AND d.iri STARTS WITH $place
  RETURN d, 8 AS rank, 'reason' AS where, d.number AS order, d.reason AS text
  UNION
  MATCH (c:Citation:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph)
  WHERE c.law CONTAINS $text AND c.iri STARTS WITH $place
  RETURN d, 9 AS rank, 'law' AS where, 0 AS order, c.law AS text
}
MATCH (d)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
RETURN t.path AS list, d.kind AS kind, d.number AS number, d.title AS title, where, text
ORDER BY list, kind, number, d.iri, rank, order, text
