MATCH (l:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
WHERE l.iri + '/' STARTS WITH $place
CALL (l) {
  MATCH (d:Duty:DutyGraph)-[:IN_LIST]->(l)
  WITH d, COUNT {
    MATCH (:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
    WHERE 'listed' IN p.roles
  } + CASE WHEN $placeholders THEN COUNT { (:Placeholder:DutyGraph)-[:OF_DUTY]->(d) } ELSE 0 END
  AS members
  RETURN count(CASE d.kind WHEN 'basic' THEN 1 END) AS basic,
         count(CASE d.kind WHEN 'cooperative' THEN 1 END) AS cooperative,
         count(CASE d.kind WHEN 'reclaimed' THEN 1 END) AS reclaimed,
         count(CASE WHEN members > 1 THEN 1 END) AS shared
}
CALL (l) {
  MATCH (a:Department:DutyGraph)-[:PARTICIPATES_IN]->(:Duty:DutyGraph)-[:IN_LIST]->(l)
  RETURN count(DISTINCT a) AS named
}
CALL (l) {
  MATCH (g:Placeholder:DutyGraph)-[:OF_DUTY]->(:Duty:DutyGraph)-[:IN_LIST]->(l)
  WHERE $placeholders
  RETURN count(DISTINCT g.name) AS unnamed
}
RETURN t.path AS list, basic, cooperative, reclaimed, named + unnamed AS departments, shared,
       COUNT { (:Finding:DutyGraph)-[:IN_LIST]->(l) } AS findings
ORDER BY list
