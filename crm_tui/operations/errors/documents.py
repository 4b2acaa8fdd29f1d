"""What is wrong with a file that is attached, or that documents are made from."""

from collections.abc import Mapping

from crm_tui.i18n import N_, _
from crm_tui.operations.errors.base import Refused


class DocumentTooLarge(Refused):
    """A file is over the limit of documents."""

    code = "document_too_large"
    sentence = N_("The file is larger than the %(limit)s MB that a document may have; make it smaller or send a link.")

    def __init__(self, limit: int) -> None:
        super().__init__(limit=str(limit))


class DocumentVanished(Refused):
    """What was in a document is not to be found any more."""

    code = "document_vanished"
    sentence = N_("The content of “%(name)s” is gone from where it was kept; restore a backup or attach the file anew.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class DocumentDamaged(Refused):
    """What is in a document is not what was put there."""

    code = "document_damaged"
    sentence = N_("The content of “%(name)s” is not what was attached; restore a backup or attach the file anew.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class DocumentMislabelled(Refused):
    """A file that is called a picture is none."""

    code = "document_mislabelled"
    sentence = N_("“%(name)s” is called a picture and is none; give it its right name or choose another file.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class BadTemplate(Refused):
    """Documents cannot be made from a template; ``details`` fill the places that the reason names."""

    code = "bad_template"
    sentence = N_("The template “%(name)s” cannot be used: %(reason)s.")

    def __init__(self, name: str, reason: str, details: Mapping[str, str] | None = None) -> None:
        self.details = dict(details or {})
        super().__init__(name=name, reason=reason)

    def __str__(self) -> str:
        reason = _(self.parameters["reason"])
        return _(self.sentence) % {**self.parameters, "reason": reason % self.details if self.details else reason}
