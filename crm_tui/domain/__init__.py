"""What the words mean: money, phones, ranks, rights. Pure: no I/O, no framework."""
