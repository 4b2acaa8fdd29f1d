"""What happened on a record, on the screen: one widget for every card (F6-F8)."""
