"""The kanban board: one widget, one cursor, as many deals as there are."""
