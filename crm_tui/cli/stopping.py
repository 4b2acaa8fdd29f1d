"""Ctrl+C in the middle of a long write: the thread that writes is told, and the transaction is taken back."""

from asyncio import CancelledError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

from crm_tui.i18n import N_
from crm_tui.operations.errors import Refused

Thing = TypeVar("Thing")


class Stopped(Refused):
    """The user did not want to wait for the end."""

    code = "stopped"
    sentence = N_("Stopped; nothing was changed.")


@contextmanager
def stop_on_cancel() -> Iterator[Event]:
    """An event that is set when the task around it is cancelled."""
    stop = Event()
    try:
        yield stop
    except CancelledError:
        stop.set()
        raise


def until(stop: Event, things: Iterable[Thing]) -> Iterator[Thing]:
    """The things, until the event is set. Raises Stopped then, in the thread that draws them."""
    for thing in things:
        check(stop)
        yield thing


def check(stop: Event) -> None:
    """Go on, or raise Stopped where the event is set."""
    if stop.is_set():
        raise Stopped
