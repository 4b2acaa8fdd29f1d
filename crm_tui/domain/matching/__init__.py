"""Whether two people are one: normalise → keys → candidates → evidence → score → band. Pure: no storage, no I/O."""
