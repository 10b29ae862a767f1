MATCH (m:Method:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph)
      -[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
WHERE m.iri STARTS WITH $place
  AND (m.text =~ '(?s).*(乡镇|镇街|镇（街|[本各该所]镇|[本各该所]乡|街道).*' OR m.text CONTAINS t.name)
RETURN t.path AS list, d.number AS number, d.title AS title, m.text AS method
ORDER BY list, number, d.iri, m.order
