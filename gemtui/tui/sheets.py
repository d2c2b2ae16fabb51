"""Forms and their drafts under the names that screens use; they are made where the plain lines find them, too."""

from gemtui.reports.asking.draft import Draft
from gemtui.reports.asking.opening import (
    Opened,
    Wanted,
    answers_of,
    judge,
    open_sheet,
    save_sheet,
    theirs,
    values,
)

__all__ = [
    "Draft",
    "Opened",
    "Wanted",
    "answers_of",
    "judge",
    "open_sheet",
    "save_sheet",
    "theirs",
    "values",
]
