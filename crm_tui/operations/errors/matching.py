"""What keeps a person from being saved, and two contacts from being merged or taken apart."""

from crm_tui.i18n import N_
from crm_tui.operations.errors.base import Refused


class NothingToSave(Refused):
    """A person has neither name nor phone nor e-mail."""

    code = "nothing_to_save"
    sentence = N_("There is no name, phone or e-mail to save a buyer by; type one of them first.")


class AlreadyMerged(Refused):
    """A contact was put into another before."""

    code = "already_merged"
    sentence = N_("“%(name)s” was merged into “%(into)s” already; open that contact instead.")

    def __init__(self, name: str, into: str) -> None:
        super().__init__(name=name, into=into)


class AlreadySplit(Refused):
    """A merge was taken apart before."""

    code = "already_split"
    sentence = N_("“%(name)s” was split off again already; find it in the list of contacts.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
