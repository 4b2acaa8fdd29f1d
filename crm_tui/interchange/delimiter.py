"""What parts the cells of a CSV."""

from crm_tui.interchange.table import HEADING_WITHIN, known_heading

DELIMITERS = ",;\t|"
_ENOUGH = 8_000


def told_delimiter(sample: str) -> str | None:
    """The delimiter that a first line ``sep=;`` names, as Excel writes it."""
    first = sample.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r").strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    return None


def delimiter_of(sample: str) -> str:
    """The delimiter of a sample: by its headings, or else by clevercsv."""
    text = _whole_lines(sample.lstrip("\ufeff"))
    present = [mark for mark in DELIMITERS if mark in text]
    if len(present) < 2:
        return present[0] if present else ","
    if by_headings := _by_headings(text, present):
        return by_headings
    import clevercsv

    try:
        dialect = clevercsv.Sniffer().sniff(text, delimiters=DELIMITERS)
    except clevercsv.Error:
        dialect = None
    found = dialect.delimiter if dialect else None
    return found if found and found in present else max(present, key=lambda mark: _steady(text, mark))


def _by_headings(text: str, present: list[str]) -> str | None:
    """The delimiter under which the first line with known headings shows the most of them, if one stands out."""
    for line in text.splitlines()[:HEADING_WITHIN]:
        known = {mark: sum(known_heading(cell.strip('" ')) for cell in line.split(mark)) for mark in present}
        best, *others = sorted(present, key=lambda mark: -known[mark])
        if known[best] > 1 and all(known[best] > 2 * known[other] for other in others):
            return best
    return None


def _whole_lines(sample: str) -> str:
    if len(sample) <= _ENOUGH:
        return sample
    cut = sample[:_ENOUGH]
    return cut[: cut.rfind("\n") + 1] or cut


def _steady(text: str, mark: str) -> tuple[int, int]:
    """How many lines hold the mark as often as the first line does, and how often that is."""
    counts = [line.count(mark) for line in text.splitlines() if line.strip()]
    return (sum(count == counts[0] > 0 for count in counts), counts[0])
