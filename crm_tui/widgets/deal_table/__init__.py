"""The deals of a view as a table: one widget, one cursor, as many rows as there are."""
