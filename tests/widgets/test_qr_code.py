"""The code for a camera: every module where the standard has it, light around it, never larger than asked."""

import pytest
import segno

from crm_tui.widgets.qr_code import qr_code

LINK = "https://wa.me/380671234567"
HALVES = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}


def modules(drawn: str, *, plain: bool) -> list[list[int]]:
    """The dark and the light modules as a camera sees them."""
    lines = drawn.split("\n")
    if plain:
        return [[int(line[at : at + 2] == "  ") for at in range(0, len(line), 2)] for line in lines]
    return [[HALVES[sign][half] for sign in line] for line in lines for half in (0, 1)]


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(("room", "quiet"), [(200, 4), (29, 2)])
def test_the_code_is_the_standards(room: int, quiet: int, plain: bool) -> None:
    code = qr_code(LINK, room * 2 if plain else room, room, plain=plain)
    assert code is not None
    wanted = [list(row) for row in segno.make(LINK, error="l", micro=False).matrix_iter(border=quiet)]
    seen = modules(code.plain, plain=plain)
    assert seen[: len(wanted)] == wanted
    assert not any(map(any, seen[len(wanted) :]))


def test_light_is_drawn_in_white_on_black_whatever_the_theme() -> None:
    code = qr_code(LINK, 80, 24)
    assert code is not None
    for span in code.spans:
        assert not isinstance(span.style, str)
        assert span.style.foreground is not None
        assert span.style.background is not None
        assert (span.style.foreground.hex, span.style.background.hex) == ("#FFFFFF", "#000000")


@pytest.mark.parametrize(("cells", "lines"), [(28, 80), (80, 14)])
def test_a_code_that_does_not_fit_is_none(cells: int, lines: int) -> None:
    assert qr_code(LINK, cells, lines) is None


def test_neither_is_a_text_that_no_code_holds() -> None:
    assert qr_code("a" * 3_000, 1_000, 1_000) is None
