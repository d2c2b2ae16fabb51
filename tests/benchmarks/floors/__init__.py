"""The smallest honest programs that do the same work."""
