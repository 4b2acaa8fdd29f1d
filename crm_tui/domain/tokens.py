"""Bearer tokens: random words that a program shows instead of a password."""

import hashlib
import secrets

_BYTES = 32
PREFIX = "crm_"
"""Tells what a token is for where one is found in a file or a log."""


def new_token() -> str:
    """A token that nobody can guess: 32 random bytes."""
    return PREFIX + secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> str:
    """What a base keeps of a token. So many random bytes need no slow hash and no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
