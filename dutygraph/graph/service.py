"""Which keywords does a SPARQL query hold? SERVICE in a text or a comment does not count.

`<` either opens an IRI or compares. Which it is depends on the grammar around it, and a query can
be built so that a guess hides its SERVICE, as in `FILTER(?a<?b)SERVICE#>`. So both are tried.
"""

import re

_TOKEN = re.compile(
    r'''
      (?P<skip>  \#[^\r\n]*
               | """(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
               | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
               | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<iri>   <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<name>  (?P<prefix>[\w.\-]*) : (?P<local>(?:[\w:.\-%·]|\\.)*) )
    | (?P<word>  \w+ )
    | .
    ''',
    re.VERBOSE | re.DOTALL,
)


_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")


def calls_service(query: str) -> bool:
    """Tell whether `query` may hold the keyword SERVICE; a prefix of that name counts as well."""
    return _holds(query, "service")


def names_dataset(query: str) -> bool:
    """Tell whether `query` may hold the keyword FROM, which chooses the graphs it is about."""
    return _holds(query, "from")


def _holds(query: str, keyword: str) -> bool:
    if keyword not in query.lower():
        return False
    seen: set[int] = set()
    waiting = [0]
    while waiting:
        position = waiting.pop()
        match = _TOKEN.match(query, position)
        if match is None or position in seen:
            continue
        seen.add(position)
        if _is_keyword(match, keyword):
            return True
        waiting.append(match.end())
        # No comparison reads <http://…>, since a division cannot follow a division.
        if match["iri"] and not _ABSOLUTE.match(match["iri"]):
            waiting.append(position + 1)
    return False


def _is_keyword(match: re.Match[str], keyword: str) -> bool:
    # The word may stick to a number or a name before it: 5SERVICE, x:a.SERVICE, SERVICE:x.
    text = match["word"] or match["prefix"] or ""
    return keyword in text.lower() or f".{keyword}" in (match["local"] or "").lower()
