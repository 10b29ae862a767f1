"""Two languages for people: marks messages, and translates them where they are shown."""

import gettext as _gettext
import os
from collections.abc import Callable, Sequence
from itertools import pairwise

DOMAIN = "dutygraph"
LANGUAGES = ("zh", "en")
HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}
"""The tags by which pages say their language."""

Translate = Callable[[str], str]

MESSAGE_FIELDS = frozenset({"help", "kind", "problem", "reason", "what"})
"""The fields of a message whose values are messages themselves; all others stand as written."""


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a message for the catalogue without translating it yet."""
    return message


REASONS = (
    N_("File exists"),
    N_("File name too long"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Permission denied"),
    N_("Read-only file system"),
)
"""What systems say when a file cannot be used; it stands in our messages as their reason."""


def translator(language: str) -> Translate:
    """Return the function that turns an English message into `language` (zh or en)."""
    if language != "zh":
        return N_
    return _gettext.translation(DOMAIN, _locales(), languages=["zh_CN"], fallback=True).gettext


def _locales() -> str:
    return os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118,PTH120 - pathlib slows each start


def install(language: str) -> str:
    """Let click find its own words in our catalogue; return the language."""
    os.environ["LANGUAGE"] = "zh_CN" if language == "zh" else "en"
    if language == "zh":
        _gettext.bindtextdomain(DOMAIN, _locales())
        _gettext.textdomain(DOMAIN)
    return language


def chosen_language(arguments: Sequence[str]) -> str:
    """Return zh or en: `--lang` in the arguments, else the locale's language, else en."""
    for argument, following in pairwise([*arguments, ""]):
        name, _, value = argument.partition("=")
        if name == "--lang" and (value or following) in LANGUAGES:
            return value or following
    return "zh" if _locale_name().lower().startswith(("zh", "chinese")) else "en"


def _locale_name() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    # Windows sets none of these variables; there the locale module asks the system.
    import locale

    return locale.getlocale()[0] or ""
