"""A server's address: what is one, and when the way to it needs no encryption."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from crm_tui.operations.errors import NoSuchStore, NotProtected


def server_url(where: str, *, insecure: bool) -> str:
    """The address in its one form, without a slash at its end. Raises NoSuchStore, NotProtected.

    Plain http is for this very machine, or for whoever says that it is wanted (``insecure``).
    """
    parts = _split(where)
    if not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise NoSuchStore(where.rpartition("@")[2])
    url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    if parts.scheme == "http" and not insecure and not is_loopback(url):
        raise NotProtected(url)
    return url


def is_loopback(url: str) -> bool:
    """Whether an address is this very machine."""
    host = _split(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _split(where: str) -> SplitResult:
    try:
        parts = urlsplit(where)
        return parts if parts.port != 0 else parts._replace(netloc="")
    except ValueError:
        raise NoSuchStore(where.rpartition("@")[2]) from None
