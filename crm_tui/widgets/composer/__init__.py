"""Writing things down on a card: tasks, notes, the memo, calls."""
