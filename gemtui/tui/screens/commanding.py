"""The commands of a list that need no record: going about, undo, checking, sending, receiving."""

from __future__ import annotations

from gemtui.tui.screens.filtering import Filtered


class Commanding(Filtered):
    """Answers to commands; what they need is loaded when it is first asked for."""

    number: int = 0

    def refill(self) -> None:
        """Ask again for what the screen shows; the cursor stays."""
        raise NotImplementedError

    def action_go(self, number: int) -> None:
        """Go to a screen."""
        self.app.action_go(number)

    def action_palette(self) -> None:
        """Open the palette."""
        self.app.action_palette()

    def action_back_or_quit(self) -> None:
        """Go back; on Home, quit."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        elif self.number != 1:
            self.action_go(1)
        else:
            self.app.leave()

    def action_keys(self) -> None:
        """Show the keys of this screen."""
        from gemtui.tui.screens.lists import keys_of

        self.app.push_screen(keys_of(self))

    def action_notices(self) -> None:
        """Show the last messages again."""
        from gemtui.tui.screens.lists import notices_of

        self.app.push_screen(notices_of(self))

    def action_flags(self) -> None:
        """Show the flagged records."""
        from gemtui.tui.screens.kept import flags

        self.app.push_screen(flags())

    def action_drafts(self) -> None:
        """Show what is not saved yet."""
        from gemtui.tui.screens.drafts import drafts

        self.app.push_screen(drafts())

    def action_undo(self) -> None:
        """Take back the last action of this person."""
        from gemtui.tui.screens.undoing import undo

        undo(self)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        from gemtui.tui.screens.undoing import redo

        redo(self)

    def action_changes(self) -> None:
        """List what changed between two days."""
        from gemtui.tui.screens.changed import show_changes

        show_changes(self)

    def action_check(self) -> None:
        """Show the findings of this screen."""
        from gemtui.tui.screens.findings import Findings

        self.app.push_screen(Findings(self.number))

    def action_policy(self) -> None:
        """Show every clause of the policy with what answers it."""
        from gemtui.tui.screens.policy import Policy

        self.app.push_screen(Policy())

    def action_checks(self) -> None:
        """Show every check that the program makes."""
        from gemtui.tui.screens.lists import Checks

        self.app.push_screen(Checks())

    def action_held(self) -> None:
        """Show what is held about the person under the cursor, and why."""
        from gemtui.tui.screens.held import held_about

        held_about(self)

    def action_check_text(self) -> None:
        """Check a text for gender-sensitive language."""
        from gemtui.tui.screens.text_opening import choose_text

        choose_text(self)

    def action_send(self) -> None:
        """Go to the screen where bundles are made."""
        from gemtui.tui.screens.sending import send

        send(self)

    def action_receive(self) -> None:
        """Look into a bundle, then merge it."""
        from gemtui.tui.screens.receiving import receive

        receive(self)

    def action_open_period(self) -> None:
        """Open a year with what continues."""
        from gemtui.tui.screens.beginning_year import open_year

        open_year(self)

    def action_set_deadline(self) -> None:
        """Set the day by which the reports on a year are due."""
        from gemtui.tui.screens.setting_deadline import set_deadline

        set_deadline(self)

    def action_report(self) -> None:
        """Choose a report and write it."""
        from gemtui.tui.screens.report_menu import choose_report

        choose_report(self)

    def action_calendar(self) -> None:
        """Write the calendar of due dates."""
        from gemtui.tui.screens.leaving import write_calendar

        write_calendar(self)

    def action_handover(self) -> None:
        """Write the note for a successor."""
        from gemtui.tui.screens.leaving import write_handover

        write_handover(self)
