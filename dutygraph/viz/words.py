"""The words of the page, as messages to translate."""

from dutygraph.messages import N_, Translate

_HEAD = {
    "subject": N_("Departments and the duties they share"),
    "disclaimer": N_("Compiled from published text; the official document prevails."),
    "caution": N_(
        "To share a duty means that the document lists both departments in it. It implies no rank"
        " and no joint liability; who does what stands in the statements."
    ),
    "folded": N_(
        "More than ten lists: everything is added up by department, and a line joins two that share"
        " duties. Choose a department to see its duties list by list; texts are left out."
    ),
    "part": N_("This page holds the duties of one department; others have pages of their own."),
    "old_browser": N_("This browser is too old for this page: please open it in a current one."),
    "unknown": N_("Not found in these lists: {names}"),
    "no_script": N_("This page needs JavaScript, which is switched off here."),
    "views": N_("Views"),
    "view_overview": N_("Sharing"),
    "view_duties": N_("Duties"),
    "view_department": N_("Department view"),
    "view_matrix": N_("Matrix"),
    "view_transfers": N_("Transfers"),
    "view_townships": N_("Townships"),
    "save": N_("Save as"),
    "print": N_("Print sheets"),
    "projector": N_("Projector"),
    "scheme": N_("Colours"),
    "scheme_auto": N_("as the system"),
    "scheme_light": N_("light"),
    "scheme_dark": N_("dark"),
}

_FINDER = {
    "find": N_("Find department or duty"),
    "find_hint": N_("words, pinyin initials or number"),
    "found": N_("{departments} departments, {duties} duties"),
    "nothing_found": N_("Nothing with these words"),
    "filters": N_("Filters"),
    "filter_kind": N_("Kind"),
    "filter_category": N_("Category"),
    "filter_role": N_("Role"),
    "filter_mark": N_("Way of working"),
    "filter_township": N_("Township"),
    "any": N_("all"),
    "clear_filters": N_("Clear filters"),
    "departments": N_("Departments"),
    "kind_basic": N_("basic"),
    "kind_cooperative": N_("cooperative"),
    "kind_reclaimed": N_("reclaimed"),
    "role_listed": N_("listed"),
    "role_lead": N_("leads by column"),
    "role_support": N_("supports by column"),
    "role_receiver": N_("receives"),
    "mark_no_lead": N_("without “牵头”"),
}

_TABLE = {
    "all_duties": N_("All duties of the lists"),
    "rows": N_("{duties} duties"),
    "rows_of": N_("{duties} duties of {departments}"),
    "more": N_("Show more"),
    "column_list": N_("Township"),
    "column_kind": N_("Kind"),
    "column_number": N_("No."),
    "column_title": N_("Duty"),
    "column_category": N_("Category"),
    "column_departments": N_("Departments"),
    "column_receivers": N_("Receivers"),
    "column_methods": N_("How they carry it on"),
}

_PANEL = {
    "details": N_("Details"),
    "start": N_("Choose a department or a duty in the list or in the picture; the rest will fade."),
    "top_pairs": N_("Pairs that the picture shows"),
    "pair": N_("Two departments"),
    "close": N_("Close"),
    "shares": N_("{duties} shared duties with {departments} departments"),
    "shares_none": N_("This department shares no duty with another."),
    "shared_count": N_("{duties} shared duties"),
    "pair_none": N_("These two departments share no duty."),
    "to_department": N_("See this department alone"),
    "to_duty": N_("See this duty alone"),
    "partners": N_("Shares duties with"),
    "shared_duties": N_("Shared duties"),
    "other_duties": N_("Other duties"),
    "with": N_("with {departments}"),
    "listed": N_("Listed departments"),
    "unnamed": N_("Unnamed bodies"),
    "unlisted": N_("Not in the column of departments"),
    "written": N_("written as {names}"),
    "receivers": N_("Receivers"),
    "ended": N_("discontinued"),
    "no_reason": N_("The document gives no reason."),
    "statements": N_("Statements"),
    "township_does": N_("What the township does"),
    "methods": N_("How they carry it on"),
    "laws": N_("Cited laws"),
    "source": N_("In the document"),
    "nobody": N_("no bearer named"),
    "says": N_("the text says “{word}”"),
    "jointly": N_("jointly borne"),
}

_OVERVIEW = {
    "picture": N_("Network of departments and the duties they share; the table says the same."),
    "least": N_("Shared duties at least"),
    "fewer": N_("one fewer"),
    "more_shared": N_("one more"),
    "shown_counts": N_(
        "{pairs} pairs of departments, {duties} duties, {departments} departments shown"
    ),
    "hidden_counts": N_(
        "hidden: {pairs} pairs that share fewer, {duties} duties, {departments} departments"
    ),
    "show_them": N_("show them"),
    "first": N_("First department"),
    "second": N_("Second department"),
    "duties": N_("Duties"),
    "zoom": N_("Size"),
    "zoom_in": N_("Enlarge"),
    "zoom_out": N_("Reduce"),
    "zoom_all": N_("Show all"),
    "legend": N_("Legend"),
    "legend_department": N_("department"),
    "legend_weight": N_("line: the thicker, the more duties both share"),
    "legend_lead": N_("shared duty; a statement says “牵头”"),
    "legend_no_lead": N_("shared duty; no statement says “牵头”"),
    "legend_lead_line": N_("a statement of this department says “牵头”"),
}

_VIEWS = {
    "department": N_("Department"),
    "duty_word": N_("Duty"),
    "choose_department": N_("Choose a department to see its duties and with whom it shares them."),
    "all_departments": N_("All departments"),
    "card": N_("{duties} duties, {shared} of them shared"),
    "listed_in": N_("Cooperative duties"),
    "received": N_("Received duties"),
    "who_does_what": N_("Who does what"),
    "nothing_stated": N_("The document states nothing."),
    "sort_by": N_("Order"),
    "by_community": N_("by group"),
    "by_degree": N_("by how many share"),
    "by_name": N_("by name"),
    "matrix_hint": N_("A number counts the duties that both share; choose it to see them."),
    "cell": N_("{first} and {second}: {count} shared duties"),
    "transfers_told": N_("{duties} reclaimed duties, {ended} of them discontinued"),
    "townships_hint": N_("In how many duties of each list a department takes part."),
    "total": N_("Total"),
}

_SHEETS = {
    "sheet_head": N_("Sheet for confirmation"),
    "sheet_counts": N_("{duties} duties, {shared} of them shared"),
    "sheet_number": N_("No."),
    "sheet_title": N_("Duty"),
    "sheet_does": N_("What it does"),
    "sheet_with": N_("With whom"),
    "sheet_confirm": N_("Confirmed / corrections / stamp"),
    "receives": N_("receives this duty"),
    "signature": N_("Signed for the department:　　　　　　　　Date:　　　　　　"),
}

WORDS = _HEAD | _FINDER | _TABLE | _PANEL | _OVERVIEW | _VIEWS | _SHEETS
"""Every fixed text of the page by its name in template and scripts."""


def words(translate: Translate) -> dict[str, str]:
    """Return the words in the language of `translate`."""
    return {name: translate(message) for name, message in WORDS.items()}
