MATCH (asked:Department:DutyGraph {iri: $department})-[own:PARTICIPATES_IN]->(d:Duty:DutyGraph)
WHERE 'listed' IN own.roles AND d.iri STARTS WITH $place
CALL (asked, d) {
  MATCH (other:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
  WHERE 'listed' IN p.roles AND other <> asked
  RETURN other.name AS department
  UNION
  MATCH (other:Placeholder:DutyGraph)-[:OF_DUTY]->(d)
  WHERE $placeholders
  RETURN other.name AS department
}
MATCH (d)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
      -[:IN_COUNTY]->(c:County:DutyGraph)
RETURN c.path AS county, department, count(*) AS shared,
       collect(t.path + '/cooperative/' + last(split(d.iri, '/'))) AS duties
ORDER BY shared DESC, county, department
