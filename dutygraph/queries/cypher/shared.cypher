MATCH (asked:Department:DutyGraph)-[own:PARTICIPATES_IN]->(d:Duty:DutyGraph)
WHERE asked.iri IN $departments AND 'listed' IN own.roles AND d.iri STARTS WITH $place
WITH d, count(*) AS asked
WHERE asked = size($departments)
MATCH (d)-[:IN_LIST]->(:DutyList:DutyGraph)-[:OF_TOWNSHIP]->(t:Township:DutyGraph)
RETURN t.path AS list, d.kind AS kind, d.number AS number, d.title AS title,
       COLLECT {
         MATCH (a:Department:DutyGraph)-[p:PARTICIPATES_IN]->(d)
         WHERE 'listed' IN p.roles
         RETURN a.name AS name
         UNION
         MATCH (g:Placeholder:DutyGraph)-[:OF_DUTY]->(d)
         WHERE $placeholders
         RETURN g.name AS name
       } AS departments
ORDER BY list, kind, number, d.iri
