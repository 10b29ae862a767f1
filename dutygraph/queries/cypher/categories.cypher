MATCH (c:Category:DutyGraph)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
WHERE c.iri STARTS WITH $place
RETURN t.path AS list, c.kind AS kind, c.name AS category, c.declared AS declared,
       COUNT { (:Duty:DutyGraph)-[:IN_CATEGORY]->(c) } AS found
ORDER BY list, kind, c.order
