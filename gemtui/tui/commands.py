"""Every command of the terminal program, declared once: footer, `?`, palette and documents read it here."""

from __future__ import annotations

from typing import NamedTuple

LIST, FORM, ANYWHERE, CONFLICTS, DIALOG = "list", "form", "anywhere", "conflicts", "dialog"
"""Where a command's keys work (spec/keys.md): lists and reading, text fields, both, and two small worlds."""


class Command(NamedTuple):
    """What a command says of itself; its keys stand in `keymap`."""

    id: str
    label: str
    """One or two words, for the footer."""
    help: str
    """One sentence, for `?` and the palette."""
    where: str = LIST
    action: str = ""
    """The action that answers to it; by default the id."""
    screens: tuple[int, ...] = ()
    """Number keys of the screens that have it; empty means all."""
    moves: bool = False
    """A key that moves about: never in the palette, since the palette has no place to move in."""

    @property
    def does(self) -> str:
        """Return the name of the action, with its parameters."""
        return self.action or self.id


SCREENS: tuple[tuple[int, str, str], ...] = (
    (1, "Home", "What to do next, how complete the report is, and where the submission stands."),
    (2, "Action plan", "The office's actions with their dates, progress and reviews."),
    (3, "Focal points", "Focal points and alternates, the gender equality group, and its meetings."),
    (4, "Committees", "Bodies with their seats and their gender balance."),
    (5, "Indicators", "UN-SWAP indicators: requirements, rating, evidence and remedial action."),
    (6, "Staff and recruitment", "Head-counts, vacancies, measures, trainings and surveys."),
    (7, "Programmes and practices", "Programmes with their gender assessments, and good practices."),
    (8, "Governance and language", "Governance, money, legal bases, documents and their language."),
    (9, "Exchange", "Send, receive, conflicts, submissions and receipts; at headquarters the board."),
)
"""Number key, title and one sentence of each screen."""


def _screens() -> tuple[Command, ...]:
    return tuple(
        Command(f"screen-{n}", title, words, action=f"go({n})", moves=False) for n, title, words in SCREENS
    )


COMMANDS: tuple[Command, ...] = (
    Command("palette", "palette", "Find a command, a screen or a record by name.", ANYWHERE),
    Command("palette-list", "palette", "Find a command, a screen or a record by name.", LIST, "palette"),
    Command(
        "field-help", "help", "Help on this field: meaning, rule, clause, examples.", ANYWHERE, "field_help"
    ),
    Command("search", "search", "Search all records as you type.", ANYWHERE),
    Command("quit", "quit", "Leave the program; drafts and saves are safe.", ANYWHERE, "leave_program"),
    Command(
        "escape",
        "back",
        "Close help, then the filter, then leave the field, then go back.",
        ANYWHERE,
        "go_back",
    ),
    Command("keys", "keys", "The keys of this screen, searchable."),
    *_screens(),
    Command("tab-previous", "previous tab", "Go to the previous tab of this screen.", action="turn_tab(-1)"),
    Command("tab-next", "next tab", "Go to the next tab of this screen.", action="turn_tab(1)"),
    Command("back", "back", "Go back; on Home, quit.", action="back_or_quit"),
    Command("down", "down", "Go one row down.", action="move(1)", moves=True),
    Command("up", "up", "Go one row up.", action="move(-1)", moves=True),
    Command("page-down", "page down", "Go one page down.", action="page(1)", moves=True),
    Command("page-up", "page up", "Go one page up.", action="page(-1)", moves=True),
    Command("first", "first", "Go to the first row.", action="first", moves=True),
    Command("last", "last", "Go to the last row.", action="last", moves=True),
    Command("left", "left", "Show columns further left.", action="shift(-1)", moves=True),
    Command("right", "right", "Show columns further right.", action="shift(1)", moves=True),
    Command("open", "open", "Open the row for reading; what is destructive never answers to this key."),
    Command("new", "new", "Make a new record."),
    Command("edit", "edit", "Edit this record."),
    Command(
        "table",
        "as a table",
        "Edit the seats, head-counts or staff numbers behind this row as in a spreadsheet.",
        screens=(4, 6),
    ),
    Command("duplicate", "duplicate", "Make a new record with this one as template."),
    Command("delete", "delete", "Move the marked records, or this one, to the trash."),
    Command("undo", "undo", "Take back your last action, and say which."),
    Command("redo", "redo", "Do again what was taken back."),
    Command(
        "filter", "filter", "Show only rows with these words; !late leaves out, status:open looks in a field."
    ),
    Command("mark", "mark", "Mark this row for the next command; in a checklist, tick it."),
    Command("mark-all", "mark all", "Mark all visible rows.", action="mark_all"),
    Command("mark-none", "mark none", "Take all marks away.", action="mark_none"),
    Command("sort", "sort", "Sort by the next column."),
    Command("reverse", "reverse", "Turn the order round."),
    Command(
        "progress",
        "progress",
        "Record the progress of the marked actions, or of this one, in one line.",
        screens=(2,),
    ),
    Command(
        "round",
        "round",
        "Go through it question by question: all actions in a monitoring round, a programme's gender assessment.",
        screens=(2, 7),
    ),
    Command("fold", "fold", "Fold the rows under this heading, or show them again.", screens=(2,)),
    Command(
        "fold-all",
        "fold all",
        "Fold the rows under all headings, or show them again.",
        action="fold_all",
        screens=(2,),
    ),
    Command(
        "go-on",
        "go on",
        "Go on where you left off: the latest draft, else the last record or screen.",
        action="go_on",
        screens=(1,),
    ),
    Command("flag", "flag", "Flag this record for follow-up; the flag is yours and stays here."),
    Command("gap-next", "next gap", "Go to the next gap or finding.", action="gap(1)"),
    Command("gap-previous", "previous gap", "Go to the previous gap or finding.", action="gap(-1)"),
    Command("check", "check", "Check this screen; Enter on a finding goes to its field."),
    Command("policy", "policy", "Every clause of the policy with what answers it here; Enter leads there."),
    Command("checks", "the checks", "Every check that is made: its sentence, clause, level and code."),
    Command("comment", "comment", "Comment on this record, or answer the remark."),
    Command("history", "history", "Who changed this record, when and why."),
    Command(
        "what-if",
        "what if",
        "Try appointments, or other assumptions on staff, without saving them: the figures move along.",
        action="what_if",
        screens=(4, 6),
    ),
    Command(
        "held", "what is held", "What is held about this person, where and why; give it to them as a file."
    ),
    Command("why", "why", "Why this number: formula, records and rule."),
    Command(
        "as-of",
        "as of",
        "Show the screen as it was on a date; again for today.",
        action="as_of",
        screens=(2, 3, 4, 5, 6, 7, 8),
    ),
    Command(
        "period-previous",
        "year before",
        "Show the year before, in the framework that it belongs to.",
        action="turn_period(-1)",
        screens=(5,),
    ),
    Command(
        "period-next",
        "year after",
        "Show the year after, in the framework that it belongs to.",
        action="turn_period(1)",
        screens=(5,),
    ),
    Command("requirements", "requirements", "Go to what the indicator requires, and back.", screens=(5,)),
    Command(
        "diary",
        "diary line",
        "Write a line of the diary: what happened, and the indicators that it speaks to.",
        screens=(5,),
    ),
    Command(
        "take-diary",
        "from the diary",
        "Take the diary's lines that speak to this indicator into its answer, files and references as evidence.",
        action="take_diary",
        screens=(5,),
    ),
    Command(
        "delegate",
        "delegate",
        "Let the alternate act for the focal point: from which day, until which, in what.",
        screens=(3,),
    ),
    Command(
        "open-period",
        "open a year",
        "Open a year with what continues: plan, open actions, entries to answer; one undo takes it back.",
        action="open_period",
    ),
    Command("deadline", "a year's day", "Set by when the reports on a year are due.", LIST, "set_deadline"),
    Command("report", "report", "Write a report as a document, a spreadsheet, a page or figures."),
    Command("calendar", "calendar", "Write all due dates as a calendar file (.ics)."),
    Command(
        "handover",
        "hand over",
        "Write the note for a successor, and the encrypted store if wanted.",
    ),
    Command(
        "sign-off",
        "sign off",
        "Say which senior role signs the year's report off.",
        action="sign_off",
        screens=(9,),
    ),
    Command("changes", "changes", "What changed between two days, as a list in words."),
    Command("send", "send", "Make a bundle for headquarters, after a look at what leaves the office."),
    Command("receive", "receive", "Look into a bundle and merge it."),
    Command("rehearse", "rehearse", "Say what headquarters would see if the report left now.", screens=(9,)),
    Command("text-check", "check a text", "Check a text or a file for its language.", LIST, "check_text"),
    Command("follow", "change it", "In a text: this wording will be changed.", screens=(8,)),
    Command("stay", "it stays", "In a text: this wording stays, with a reason.", screens=(8,)),
    Command("close-review", "close", "Close the review of the text.", LIST, "close_review", (8,)),
    Command("text-language", "language", "Say which language the text is in.", LIST, "text_language", (8,)),
    Command("confidential", "confidential", "Keep nothing of the text, not even a draft.", screens=(8,)),
    Command("copy", "copy", "Copy this row as text."),
    Command("trash", "trash", "Show deleted records of this tab; Enter restores one.", action="trash"),
    Command("flags", "flags", "Show the records that you flagged.", action="flags"),
    Command("drafts", "drafts", "Show what was typed and not yet saved.", action="drafts"),
    Command("notices", "messages", "Show the last messages again.", action="notices"),
    Command(
        "terminal",
        "what the terminal sends",
        "Show the keys, codes, size, colours and signs that this terminal really sends and shows.",
        ANYWHERE,
        "terminal",
    ),
    Command("theme", "theme", "Change between dark and light.", ANYWHERE, "turn_theme"),
    Command("ours", "ours", "Take our value.", CONFLICTS, "take(1)", (9,)),
    Command("theirs", "theirs", "Take their value.", CONFLICTS, "take(2)", (9,)),
    Command("before", "before", "Take what both started from.", CONFLICTS, "take(3)", (9,)),
    Command("another", "another", "Type another value.", CONFLICTS, "another", (9,)),
    Command("field-next", "next field", "Go to the next field.", FORM, "field(1)", moves=True),
    Command("field-previous", "previous field", "Go to the previous field.", FORM, "field(-1)", moves=True),
    Command(
        "option-next",
        "next option",
        "Go to the next option; without options, to the next field.",
        FORM,
        "option(1)",
        moves=True,
    ),
    Command(
        "option-previous",
        "previous option",
        "Go to the previous option; without options, to the previous field.",
        FORM,
        "option(-1)",
        moves=True,
    ),
    Command("accept", "next", "Accept the field and go on; on the last one to Save.", FORM, moves=True),
    Command("save", "save", "Save and check now.", FORM),
    Command("type-undo", "undo typing", "Take back typing.", FORM, "type_undo", moves=True),
    Command("type-redo", "redo typing", "Type again what was taken back.", FORM, "type_redo", moves=True),
    Command("section-next", "next section", "Go one screenful of fields on.", FORM, "section(1)", moves=True),
    Command(
        "section-previous",
        "previous section",
        "Go one screenful of fields back.",
        FORM,
        "section(-1)",
        moves=True,
    ),
    Command(
        "line-clear",
        "empty line",
        "In a table: empty this line; saving moves its record to the trash.",
        FORM,
        "line_clear",
        moves=True,
    ),
    Command("as-before", "as last time", "Take over last period's value into this field.", FORM, "as_before"),
    Command(
        "from-diary",
        "from the diary",
        "Take the words of the diary's lines that speak to this indicator into the explanation.",
        FORM,
        "from_diary",
    ),
    Command(
        "set-aside",
        "without draft",
        "Show what is saved instead of the draft; again for the draft.",
        FORM,
        "set_aside",
    ),
    Command("editor", "editor", "Open this text in $EDITOR.", FORM, "editor"),
    Command("attach", "attach", "Attach a file as evidence to this record.", LIST, "attach"),
    Command("yes", "yes", "Do it.", DIALOG, moves=True),
    Command("no", "cancel", "Leave everything as it is.", DIALOG, moves=True),
)
"""All commands, in the order in which `?` shows them."""

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
