"""Asking for a record: what a form on the screen and its plain twin share, without a screen or a stream."""
