"""The command line: one file per noun, and the start of the board."""
