MATCH (d:Duty:DutyGraph {kind: $kind, number: $number})
WHERE d.iri STARTS WITH $place
CALL (d) {
  MATCH (d)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
  RETURN t
}
CALL (d, t) {
  MATCH (d)<-[:OF_DUTY]-(s:Statement:DutyGraph)
  OPTIONAL MATCH (s)-[:BORNE_BY]->(bearer:DutyGraph)
  OPTIONAL MATCH (bearer)-[p:PARTICIPATES_IN]->(d)
  RETURN 1 AS section, s.order AS order, p.order AS rank, coalesce(bearer.name, '') AS body,
         coalesce(p.roles, []) AS roles, coalesce(s.marks, []) AS marks, s.text AS statement
  UNION
  MATCH (a:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
  WHERE NOT EXISTS { (d)<-[:OF_DUTY]-(:Method:DutyGraph) }
    AND NOT EXISTS {
      MATCH (d)<-[:OF_DUTY]-(s:Statement:DutyGraph)
      WHERE EXISTS { (s)-[:BORNE_BY]->(a) }
    }
  RETURN 2 AS section, p.order AS order, null AS rank, a.name AS body,
         p.roles AS roles, [] AS marks, '' AS statement
  UNION
  MATCH (d)<-[:OF_DUTY]-(g:Placeholder:DutyGraph)
  WHERE NOT EXISTS { (g)<-[:BORNE_BY]-(:Statement:DutyGraph) }
  RETURN 3 AS section, g.order AS order, null AS rank, g.name AS body,
         [] AS roles, [] AS marks, '' AS statement
  UNION
  MATCH (d)<-[:OF_DUTY]-(s:TownshipStatement:DutyGraph)
  RETURN 4 AS section, s.order AS order, null AS rank, t.name AS body,
         [] AS roles, coalesce(s.marks, []) AS marks, s.text AS statement
  UNION
  WITH d, t WHERE d.kind = 'basic'
  RETURN 4 AS section, 0 AS order, null AS rank, t.name AS body,
         [] AS roles, [] AS marks, d.title AS statement
  UNION
  MATCH (d)<-[:OF_DUTY]-(m:Method:DutyGraph)
  OPTIONAL MATCH (a:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
  RETURN 5 AS section, m.order AS order, p.order AS rank, coalesce(a.name, '') AS body,
         coalesce(p.roles, []) AS roles, [] AS marks, m.text AS statement
  UNION
  WITH d WHERE d.discontinued AND NOT EXISTS { (d)<-[:OF_DUTY]-(:Method:DutyGraph) }
  RETURN 6 AS section, 1 AS order, null AS rank, '' AS body,
         [] AS roles, [] AS marks, coalesce(d.reason, '') AS statement
}
RETURN t.path AS list, body, roles, marks, statement
ORDER BY list, d.iri, section, order, rank, body
