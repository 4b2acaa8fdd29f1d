"""What can be told of a person's name by its letters alone."""


def nameless(name: str) -> bool:
    """Whether what stands in a name's place is a number, an address or nothing."""
    return "@" in name or not any(map(str.isalpha, name))
