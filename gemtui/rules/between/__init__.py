"""Rules between records: what they find is saved and listed; an error stops a submission."""
