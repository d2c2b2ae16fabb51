"""A good practice as a page: readable from top to bottom, each part one Enter from its field."""

from __future__ import annotations

from gemtui import reports
from gemtui.locale import say
from gemtui.reports.documents import Wanted as Asked
from gemtui.tui.lists.practices import page
from gemtui.tui.lists.record import LABEL
from gemtui.tui.screens.reading import Reading
from gemtui.tui.widgets.chrome import Hints


class Practice(Reading):
    """The sheet, with what is missing in its place; `y` copies it as it may be shown."""

    help_code = "help-practice"
    hints: Hints = (
        "open",
        "edit",
        ("copy", "copy the page"),
        "comment",
        "history",
        ("new", "attach"),
        "back",
    )

    def __init__(self, office: str, identifier: str) -> None:
        super().__init__("good_practice", office, identifier)

    def fill(self) -> None:
        """Ask for the sheet."""
        db, titles, width = self.desk.db, self.app.titles, max(self.size.width - LABEL - 6, 30)
        self.ask("open", lambda: page(db, titles, (self.office, self.identifier), width), self._show)

    def action_copy(self) -> None:
        """Copy the whole page as Markdown, as it may be shown: nobody is quoted who has not agreed."""
        db, on, lang = self.desk.db, self.desk.today, self.desk.lang
        record = f"{self.office}/{self.identifier}"
        file = self.desk.folder / "gemtui-copied.md"

        def work() -> str:
            made = reports.paper(db, Asked("practice", "md", on, "", lang, record=record))
            content = reports.written(made, "md")
            file.write_bytes(content)
            return content.decode("utf-8")

        self.ask("copy", work, self._copied)

    def _copied(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.app.tell(say("page-copied", {"path": str(self.desk.folder / "gemtui-copied.md")}))
