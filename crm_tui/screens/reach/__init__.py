"""Reaching a client through another program: which ways there are, opening one, writing it down (M1, M3)."""
