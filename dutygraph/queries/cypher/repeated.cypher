MATCH (s:DutyGraph)-[:OF_DUTY]->(d:Duty:DutyGraph {kind: 'cooperative'})
      -[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
WHERE (s:Statement OR s:TownshipStatement) AND d.iri STARTS WITH $place
WITH t, s.text AS text, collect(DISTINCT d) AS duties
WHERE size(duties) > 1
UNWIND duties AS one
UNWIND duties AS other
WITH * WHERE one.number < other.number OR one.number = other.number AND one.iri < other.iri
RETURN t.path AS list,
       t.path + '/cooperative/' + last(split(one.iri, '/')) AS first,
       t.path + '/cooperative/' + last(split(other.iri, '/')) AS second,
       text
ORDER BY list, one.number, one.iri, other.number, other.iri, text
