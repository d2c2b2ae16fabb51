"""A person's day by keyboard: what is pressed, and what then stands on the screen and in the store."""
