MATCH (l:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)-[:IN_COUNTY]->(c:County:DutyGraph)
RETURN l.iri AS iri, l.edition AS edition, t.iri AS township, t.path AS path,
       c.iri AS county, c.path AS county_path
ORDER BY path
