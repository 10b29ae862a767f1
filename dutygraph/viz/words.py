"""The words of the page, as messages to translate."""

from dutygraph.messages import N_, Translate

WORDS = {
    "subject": N_("Departments and the duties they share"),
    "disclaimer": N_("Compiled from published text; the official document prevails."),
    "caution": N_(
        "To share a duty means that the document lists both departments in it. It implies no rank"
        " and no joint liability; who does what stands in the statements."
    ),
    "folded": N_("Folded by department: a line joins two departments that share duties"),
    "find": N_("Find department or duty"),
    "find_hint": N_("name or number"),
    "found": N_("{departments} departments, {duties} shared duties"),
    "found_folded": N_("{departments} departments"),
    "nothing_found": N_("Nothing with these words"),
    "departments": N_("Departments"),
    "shared_duties": N_("Shared duties"),
    "picture": N_("Network of departments and the duties they share; the list says the same."),
    "zoom_in": N_("Enlarge"),
    "zoom_out": N_("Reduce"),
    "zoom_all": N_("Show all"),
    "legend": N_("Legend"),
    "legend_department": N_("department"),
    "legend_weight": N_("line: the thicker, the more duties both share"),
    "legend_lead": N_("shared duty; a statement says “牵头”"),
    "legend_no_lead": N_("shared duty; no statement says “牵头”"),
    "legend_lead_line": N_("a statement of this department says “牵头”"),
    "details": N_("Details"),
    "start": N_("Choose a department or a duty in the list or in the picture; the rest will fade."),
    "top_pairs": N_("Departments that share most"),
    "close": N_("Show everything again"),
    "duty": N_("Cooperative duty {number}"),
    "shares": N_("{duties} shared duties with {departments} departments"),
    "shares_none": N_("This department shares no duty with another."),
    "partners": N_("Shares duties with"),
    "with": N_("with {departments}"),
    "listed": N_("Listed departments"),
    "statements": N_("Statements"),
    "nobody": N_("no bearer named"),
    "says": N_("the text says “{word}”"),
    "jointly": N_("jointly borne"),
    "no_script": N_("The picture and the list need JavaScript, which is switched off here."),
}
"""Every fixed text of the page by its name in template and script."""


def words(translate: Translate) -> dict[str, str]:
    """Return the words in the language of `translate`."""
    return {name: translate(message) for name, message in WORDS.items()}
