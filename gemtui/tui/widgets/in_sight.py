"""What grows under the cursor stays in sight."""

from __future__ import annotations

from textual.widget import Widget


class InSight(Widget):
    """A part of a form that shows more while it is asked."""

    is_asked = False

    def on_resize(self) -> None:
        """Scroll so far that options and help are seen, too."""
        if self.is_asked:
            self.scroll_visible(animate=False)
