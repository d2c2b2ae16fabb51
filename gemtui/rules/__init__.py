"""Rules: from records, a date and catalogues to findings and figures. Pure: no files, no session, no clock."""

from gemtui.rules.balance import Balance, judge, verdict
from gemtui.rules.bands import Bands, Counts
from gemtui.rules.checking import check
from gemtui.rules.finding import Finding
from gemtui.rules.picture import Context, Picture
from gemtui.rules.within import single

__all__ = [
    "Balance",
    "Bands",
    "Context",
    "Counts",
    "Finding",
    "Picture",
    "check",
    "judge",
    "single",
    "verdict",
]
