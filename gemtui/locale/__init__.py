"""Words: codes in, sentences out; dates and numbers; and the gate that all foreign text goes through."""

from gemtui.locale.figures import count, day, moment, share, so_many
from gemtui.locale.visible import plain, safe_json
from gemtui.locale.words import choice, languages, say, unsaid

__all__ = [
    "choice",
    "count",
    "day",
    "languages",
    "moment",
    "plain",
    "safe_json",
    "say",
    "share",
    "so_many",
    "unsaid",
]
