MATCH (a:Department:DutyGraph)-[:IN_COUNTY]->(c:County:DutyGraph)
RETURN a.iri AS iri, a.name AS department, c.path AS county
ORDER BY county, department
