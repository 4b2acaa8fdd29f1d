"""A file on its way in: what becomes of each row is looked at and decided before anything is written (A1, B12)."""
