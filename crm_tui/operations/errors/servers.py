"""Why a server cannot serve as a store."""

from crm_tui.i18n import N_, ngettext
from crm_tui.operations.errors.base import StoreError


class ServerUnreachable(StoreError):
    """Nobody answers at the server's address, or not in time."""

    code = "server_unreachable"
    sentence = N_("“%(where)s” cannot be reached; check the connection and the address, then try again.")


class ServerFault(StoreError):
    """What came back from the server's address is no answer."""

    code = "server_fault"
    sentence = N_("“%(where)s” gave no proper answer; check the address, or ask whoever runs it to look at its log.")


class LoginNeeded(StoreError):
    """The server does not know the token, or got none."""

    code = "login_needed"
    exit_code = 5
    sentence = N_("“%(where)s” does not know you; get a token from an admin and run: crm-tui login %(where)s")


class TooManyLogins(StoreError):
    """Too many wrong tokens came from one address."""

    code = "too_many_logins"
    sentence = "Too many wrong tokens came from your address; try again in %(seconds)s seconds."

    def __init__(self, seconds: int) -> None:
        super().__init__("", seconds=str(seconds))

    def __str__(self) -> str:
        sentence = ngettext(
            "Too many wrong tokens came from your address; try again in %(seconds)s second.",
            "Too many wrong tokens came from your address; try again in %(seconds)s seconds.",
            int(self.parameters["seconds"]),
        )
        return sentence % self.parameters


class NotProtected(StoreError):
    """The way to the server is not encrypted."""

    code = "not_protected"
    sentence = N_("“%(where)s” would carry your token and data unprotected; use https://, or add --insecure.")


class NotTrusted(StoreError):
    """The server cannot prove that it is the one at this address."""

    code = "not_trusted"
    sentence = N_("“%(where)s” cannot prove who it is; have its certificate put right by whoever runs it.")
