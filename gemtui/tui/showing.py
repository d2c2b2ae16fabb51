"""How values look, under the names that lists use; plain lines show them the same way."""

from gemtui.reports.asking.titles import NAMES, Part, Titles, shown, text_of

__all__ = ["NAMES", "Part", "Titles", "shown", "text_of"]
