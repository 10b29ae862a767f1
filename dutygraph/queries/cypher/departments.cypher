CALL () {
  MATCH (a:Department:DutyGraph)-[:IN_COUNTY]->(c:County:DutyGraph)
  CALL (a) {
    MATCH (a)-[p:PARTICIPATES_IN]->(d:Duty:DutyGraph)
    WHERE 'listed' IN p.roles AND d.iri STARTS WITH $place
    WITH d, EXISTS {
      MATCH (other:Department:DutyGraph)-[q:PARTICIPATES_IN]->(d)
      WHERE 'listed' IN q.roles AND other <> a
    } OR $placeholders AND EXISTS { (:Placeholder:DutyGraph)-[:OF_DUTY]->(d) } AS isShared
    RETURN count(d) AS duties, count(CASE WHEN isShared THEN d END) AS shared
  }
  CALL (a) {
    MATCH (s:Statement:DutyGraph)-[:BORNE_BY]->(a)
    WHERE s.iri STARTS WITH $place
    RETURN count(s) AS statements
  }
  CALL (a) {
    MATCH (r:Transfer:DutyGraph)-[:RECEIVED_BY]->(a)
    WHERE r.iri STARTS WITH $place
    RETURN count(r) AS received
  }
  WITH * WHERE duties + received > 0
  RETURN c.path AS county, a.name AS department, duties, shared, statements, received
  UNION ALL
  MATCH (g:Placeholder:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph)
        -[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(:Township:DutyGraph)
        -[:IN_COUNTY]->(c:County:DutyGraph)
  WHERE $placeholders AND d.iri STARTS WITH $place
  WITH c, g, d, EXISTS {
    MATCH (:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
    WHERE 'listed' IN p.roles
  } OR EXISTS {
    MATCH (other:Placeholder:DutyGraph)-[:OF_DUTY]->(d)
    WHERE other <> g
  } AS isShared
  OPTIONAL MATCH (s:Statement:DutyGraph)-[:BORNE_BY]->(g)
  RETURN c.path AS county, g.name AS department, count(DISTINCT d) AS duties,
         count(DISTINCT CASE WHEN isShared THEN d END) AS shared,
         count(DISTINCT s) AS statements, 0 AS received
}
RETURN county, department, duties, shared, statements, received
ORDER BY duties DESC, received DESC, county, department
