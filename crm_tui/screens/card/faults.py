"""What is wrong with what was typed into a card, before a store is asked."""


class BadField(ValueError):
    """What was typed cannot be a value of the field; ``reason`` says why, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
