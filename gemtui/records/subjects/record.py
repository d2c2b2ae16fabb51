"""What every record has, and the bounds and counts that the kinds share."""

from typing import ClassVar

from annotated_types import Interval
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from gemtui.records.ask import About, Ask

PEOPLE = Interval(ge=0, le=10_000_000)
"""Source: spec/merge.md, *Bounds*: counts of people."""

PERCENT = Interval(ge=0, le=100)
"""Source: spec/merge.md, *Bounds*: percentages."""

YEAR = Interval(ge=1900, le=2999)
"""A calendar year in four digits."""

AMOUNT_OF_THINGS = Interval(ge=0, le=2**53 - 1)
"""A count of bytes, words or findings: whole, not negative, within JSON's exact integers."""

GENDERS = ("woman", "man", "other", "undisclosed")
SECTORS = ("GS", "BR", "TSB", "BDT")
SEAT_ROLES = ("chair", "vice_chair", "member", "alternate", "secretary", "observer")


class Record(SQLModel):
    """The columns of every table; the store keeps them from the log, nobody is asked for them."""

    about: ClassVar[About]

    id: str = Field(primary_key=True)
    office: str = Field(primary_key=True)
    home: bool = False
    deleted: bool = False
    revision: int = 0
    changed_at: str | None = None
    changed_by: str | None = None

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - SQLAlchemy hands in the class
        """Return the kind's name, which is its table's and its CSV file's."""
        return cls.about.name


def count(of: str, who: str, clauses: tuple[str, ...] = (), width: int = 0, group: str = "") -> Ask:
    """Return the question for one of the four columns of a head-count; the four are written together."""
    return Ask(
        label=f"{of}: {who}" if of else who.capitalize(),
        help=f"{SINCE[of]}: {HELP[who][0].lower()}{HELP[who][1:]}" if of in SINCE else HELP[who],
        clauses=clauses,
        group=group or (of.lower().replace(" ", "_").replace("-", "") if of else "heads"),
        width=width,
    )


HELP = {
    "women": "How many women; 0 when there were none, blank when nobody counted",
    "men": "How many men; 0 when there were none, blank when nobody counted",
    "other": "How many of another gender, as they said themselves; never guessed",
    "undisclosed": "How many whose gender is not known or not disclosed; never guessed",
}
"""Source: balance-rules.md, part 1."""

SINCE = {
    "Hired": "From outside, since the count before",
    "Left": "Left the office, since the count before",
    "Promoted": "Into this grade, since the count before",
}
"""What a head-count says of those who came and went. Source: balance-rules.md, parts 8 and 9."""
