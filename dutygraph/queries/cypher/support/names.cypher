MATCH (n:Name:DutyGraph)-[:MEANS]->(a:Department:DutyGraph),
      (n)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
      -[:IN_COUNTY]->(c:County:DutyGraph)
WHERE n.iri STARTS WITH $place
RETURN a.iri AS iri, a.name AS department, c.path AS county, t.path AS list,
       n.written AS written, n.rule AS rule,
       COLLECT { MATCH (n)-[:BRACKETS]->(b:Department:DutyGraph) RETURN b.name } AS bracketed,
       coalesce(n.relation, '') AS relation, n.line AS line
ORDER BY list, coalesce(line, 0), written
