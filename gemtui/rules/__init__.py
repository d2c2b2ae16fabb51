"""Rules: from records, a date and catalogues to findings and figures. Pure: no files, no session, no clock."""

from gemtui.rules.balance import Balance, judge, verdict
from gemtui.rules.bands import Bands, Counts

__all__ = ["Balance", "Bands", "Counts", "judge", "verdict"]
