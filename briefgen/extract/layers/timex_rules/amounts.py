"""Numbers, amounts and clock times in the words of a match."""

import re

from briefgen.extract.layers.timex_grammar import Found
from briefgen.extract.layers.timex_reader import Reader

PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday"}

_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}


def number_at(reader: Reader, span: tuple[int, int]) -> float | None:
    """Return the number that atoms name; None for a vague one (`several`)."""
    total = 0.0
    for index in range(*span):
        category, value = reader.category(index), reader.values[index]
        if category == "few":
            return None
        if category == "number" or category == "couple":
            total += int(value)
        elif category == "half" and "hundred" in (reader.category(index + n) for n in (1, 2)):
            total = 0.5
        elif category == "hundred":
            total = (total or 1) * int(value)
        elif category in ("num24", "num31", "num59", "num4", "numbig", "year"):
            total = int(value.replace(",", ""))
        elif category in ("decimal", "clock_point"):
            total = (
                float(value[:-1] or 0) + _FRACTIONS[value[-1]] if value[-1] in _FRACTIONS else float(value)
            )
        elif category == "fraction":
            total += int(value[0]) / int(value[2])
        elif category in ("to", "or") or (category == "dash" and 1 <= total < 20):
            break
    return total or 1


def amount_value(count: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a duration."""
    if unit == "WE":
        return f"P{'X' if count is None else int(count)}WE"
    time, letter = ("T", unit[1]) if unit[0] == "T" else ("", unit[-1])
    if count is None:
        factor = {"10Y": "E", "100Y": "C", "2W": "W"}.get(unit)
        return f"P{time}X{factor or letter}"
    if unit[0].isdigit():
        count *= int(unit[:-1])
    if unit == "Q":
        return f"P{count:g}Q"
    if count > 10**9:
        return f"P{time}X{letter}"
    if unit in ("TH", "TM") and count != int(count):
        whole, rest = int(count), round((count - int(count)) * 60)
        small = "M" if unit == "TH" else "S"
        return f"PT{f'{whole}{letter}' if whole else ''}{rest}{small}"
    return f"P{time}{count:g}{letter}" if count != int(count) else f"P{time}{int(count)}{letter}"


def clock_at(reader: Reader, span: tuple[int, int]) -> str:
    """Return hh:mm of a clock time; "" if there is no such time."""
    text = reader.values[span[0]]
    half = next((reader.values[i] for i in range(*span) if reader.category(i) == "ampm"), "")
    match = re.match(r"(\d{1,2})(?:[:.]?(\d\d))?(?::\d\d)?(am|pm)?", text)
    if not match:
        return ""
    hour, minute = int(match[1]), int(match[2] or 0)
    half = half or (match[3] or "")[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else ""


def with_part(found: Found, part: str, clock: str = "") -> Found:
    """Add a part of the day or a clock time to a day."""
    day = found.value[:10]
    if clock:
        return found._replace(type="TIME", value=f"{day}T{clock}", time=clock)
    if part.startswith("T"):
        time = "midnight" if part == "T24:00" else part[1:]
        return found._replace(type="TIME", value=f"{day}{part}", time=time)
    if part:
        return found._replace(type="TIME", value=f"{day}T{part}", time=PARTS[part])
    return found
