"""Reports: every number with the records behind it, in the shapes that screens, commands and documents show."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gemtui.reports.answering import DECISIONS, Answer, Answering, answer_reports, read_answer, to_answer
    from gemtui.reports.arrivals import Rehearsal, Touched, heads_now, rehearsal, touched_since
    from gemtui.reports.asking.draft import Draft, name_of, set_aside
    from gemtui.reports.asking.interview import Answered, Interview
    from gemtui.reports.asking.opening import Wanted
    from gemtui.reports.asking.titles import Titles
    from gemtui.reports.asking.walking import Stop, Walk
    from gemtui.reports.balances import balance, figures
    from gemtui.reports.calendar import DueDate, calendar_file, due_list
    from gemtui.reports.charting import Charts, Quarter, charts
    from gemtui.reports.comparing import Difference, differences
    from gemtui.reports.cycle import cycle_of, cycles
    from gemtui.reports.diary import Taken, diary_lines, in_words, note_down, speaking, take_lines
    from gemtui.reports.documents import REPORTS, ReportProblem, paper
    from gemtui.reports.findings import Checked, check, clause_state, message, picture_of, policy
    from gemtui.reports.glancing import Glance, glance
    from gemtui.reports.handing_over import handover, handover_text
    from gemtui.reports.headquarters import Reported
    from gemtui.reports.home import Overview, overview, steps
    from gemtui.reports.marking import LATE, REMARK, signs
    from gemtui.reports.naming import readable, reference, title
    from gemtui.reports.next_step import Step
    from gemtui.reports.opening import open_period, opening_counts, opening_document, opening_of
    from gemtui.reports.over_the_years import Course, course, course_figures, courses, title_then
    from gemtui.reports.plan import PlanFigures, figures_of, plan_figures
    from gemtui.reports.programmes import Register, register, register_of
    from gemtui.reports.received import ANSWERS, Held, held
    from gemtui.reports.rewording import reworded, worded
    from gemtui.reports.rounds import Round, plan_in_force, record_progress, round_of
    from gemtui.reports.settling import begins, requirement_words, settle, settling_document, to_settle
    from gemtui.reports.staff import staff_figures
    from gemtui.reports.standing import (
        Standing,
        board,
        changes_since,
        due_on,
        expected,
        reported,
        standings,
        status,
        union_due_on,
    )
    from gemtui.reports.talking import Said, author, talk
    from gemtui.reports.text_in_review import (
        REVIEW_KIND,
        Read,
        TextInReview,
        decided_anew,
        drop_text,
        is_text,
        keep_text,
        read_text,
        remember,
        review_values,
        save_review,
        text_of_draft,
        texts_in_review,
    )
    from gemtui.reports.visits import News, marks, news
    from gemtui.reports.what_if import plan_seats
    from gemtui.reports.wording import PictureAnswer, TextReview, picture_lines, rule_of, text_review
    from gemtui.reports.writing import written

HOMES = {
    "asking.draft": ("Draft", "name_of", "set_aside"),
    "asking.interview": ("Answered", "Interview"),
    "asking.opening": ("Wanted",),
    "asking.titles": ("Titles",),
    "asking.walking": ("Stop", "Walk"),
    "arrivals": (
        "Rehearsal",
        "Touched",
        "heads_now",
        "held",
        "rehearsal",
        "touched_since",
    ),
    "balances": ("balance", "figures"),
    "calendar": ("DueDate", "calendar_file", "due_list"),
    "cycle": ("cycle_of", "cycles"),
    "diary": ("Taken", "diary_lines", "in_words", "note_down", "speaking", "take_lines"),
    "documents": ("REPORTS", "ReportProblem", "paper"),
    "answering": ("DECISIONS", "Answer", "Answering", "answer_reports", "read_answer", "to_answer"),
    "findings": ("Checked", "check", "clause_state", "message", "picture_of", "policy"),
    "glancing": ("Glance", "glance"),
    "handing_over": ("handover", "handover_text"),
    "headquarters": ("Reported",),
    "home": ("Overview", "overview", "steps"),
    "visits": ("News", "marks", "news"),
    "comparing": ("Difference", "differences"),
    "charting": ("Charts", "Quarter", "charts"),
    "naming": ("readable", "reference", "title"),
    "next_step": ("Step",),
    "opening": ("open_period", "opening_counts", "opening_document", "opening_of"),
    "plan": ("PlanFigures", "figures_of", "plan_figures"),
    "programmes": ("Register", "register", "register_of"),
    "received": ("ANSWERS", "Held", "held"),
    "rewording": ("reworded", "worded"),
    "rounds": ("Round", "plan_in_force", "record_progress", "round_of"),
    "staff": ("staff_figures",),
    "marking": ("LATE", "REMARK", "signs"),
    "talking": ("Said", "author", "talk"),
    "settling": ("begins", "requirement_words", "settle", "settling_document", "to_settle"),
    "standing": (
        "Standing",
        "board",
        "changes_since",
        "due_on",
        "expected",
        "reported",
        "standings",
        "status",
        "union_due_on",
    ),
    "what_if": ("plan_seats",),
    "writing": ("written",),
    "over_the_years": ("Course", "course", "course_figures", "courses", "title_then"),
    "text_in_review": (
        "REVIEW_KIND",
        "Read",
        "TextInReview",
        "decided_anew",
        "decided_anew",
        "drop_text",
        "is_text",
        "keep_text",
        "read_text",
        "remember",
        "review_values",
        "save_review",
        "text_of_draft",
        "texts_in_review",
    ),
    "wording": ("PictureAnswer", "TextReview", "picture_lines", "rule_of", "text_review"),
}

WHERE = {name: module for module, names in HOMES.items() for name in names}

__all__ = [
    "ANSWERS",
    "DECISIONS",
    "LATE",
    "REMARK",
    "REPORTS",
    "REVIEW_KIND",
    "Answer",
    "Answered",
    "Answering",
    "Charts",
    "Checked",
    "Course",
    "Difference",
    "Draft",
    "DueDate",
    "Glance",
    "Held",
    "Interview",
    "News",
    "Overview",
    "PictureAnswer",
    "PlanFigures",
    "Quarter",
    "Read",
    "Register",
    "Rehearsal",
    "ReportProblem",
    "Reported",
    "Round",
    "Said",
    "Standing",
    "Step",
    "Stop",
    "Taken",
    "TextInReview",
    "TextReview",
    "Titles",
    "Touched",
    "Walk",
    "Wanted",
    "answer_reports",
    "author",
    "balance",
    "begins",
    "board",
    "calendar_file",
    "changes_since",
    "charts",
    "check",
    "clause_state",
    "course",
    "course_figures",
    "courses",
    "cycle_of",
    "cycles",
    "decided_anew",
    "diary_lines",
    "differences",
    "drop_text",
    "due_list",
    "due_on",
    "expected",
    "figures",
    "figures_of",
    "glance",
    "handover",
    "handover_text",
    "heads_now",
    "held",
    "in_words",
    "is_text",
    "keep_text",
    "marks",
    "message",
    "name_of",
    "news",
    "note_down",
    "open_period",
    "opening_counts",
    "opening_document",
    "opening_of",
    "overview",
    "paper",
    "picture_lines",
    "picture_of",
    "plan_figures",
    "plan_in_force",
    "plan_seats",
    "policy",
    "read_answer",
    "read_text",
    "readable",
    "record_progress",
    "reference",
    "register",
    "register_of",
    "rehearsal",
    "remember",
    "reported",
    "requirement_words",
    "review_values",
    "reworded",
    "round_of",
    "rule_of",
    "save_review",
    "set_aside",
    "settle",
    "settling_document",
    "signs",
    "speaking",
    "staff_figures",
    "standings",
    "status",
    "steps",
    "take_lines",
    "talk",
    "text_of_draft",
    "text_review",
    "texts_in_review",
    "title",
    "title_then",
    "to_answer",
    "to_settle",
    "touched_since",
    "union_due_on",
    "worded",
    "written",
]


def __getattr__(name: str) -> Any:
    if name not in WHERE:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{WHERE[name]}"), name)
    globals()[name] = found
    return found
