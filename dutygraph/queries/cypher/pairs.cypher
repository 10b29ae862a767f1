MATCH (d:Duty:DutyGraph)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
      -[:IN_COUNTY]->(c:County:DutyGraph)
WHERE d.iri STARTS WITH $place
WITH c, t, d, COLLECT {
  MATCH (a:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
  WHERE 'listed' IN p.roles
  RETURN a.name AS name
  UNION ALL
  MATCH (g:Placeholder:DutyGraph)-[:OF_DUTY]->(d)
  WHERE $placeholders
  RETURN g.name AS name
} AS names
WHERE size(names) > 1 AND ($max_bodies = 0 OR size(names) <= $max_bodies)
UNWIND names AS first
UNWIND names AS second
WITH DISTINCT c, t, d, first, second
WHERE first < second
WITH c.path AS county, first, second, count(*) AS shared,
     collect(t.path + '/cooperative/' + last(split(d.iri, '/'))) AS duties
WHERE shared >= $minimum
RETURN county, first, second, shared, duties
ORDER BY shared DESC, county, first, second
