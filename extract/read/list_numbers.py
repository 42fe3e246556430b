"""Numbers of lists as printed: letters, Roman numerals and figures, by the names that Word has for them."""

from __future__ import annotations

_MOST = 4_000
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"


def written(count: int, form: str) -> str:
    """``count`` in a number format by its name in Word; in figures for those of other scripts than are known here."""
    if form == "none":
        return ""
    letters = form.endswith(("Letter", "Roman"))
    if letters and not 0 < count < _MOST:
        return str(count)
    match form:
        case "lowerLetter":
            return _lettered(count, "abcdefghijklmnopqrstuvwxyz")
        case "upperLetter":
            return _lettered(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        case "russianLower" if count > 0:
            return _lettered(count, _RUSSIAN)
        case "russianUpper" if count > 0:
            return _lettered(count, _RUSSIAN.upper())
        case "lowerRoman":
            return _roman(count)
        case "upperRoman":
            return _roman(count).upper()
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _lettered(count: int, letters: str) -> str:
    """A to z, then aa, bb: the letter is doubled."""
    turns, index = divmod(count - 1, len(letters))
    return letters[index] * min(turns + 1, 40)


def _roman(count: int) -> str:
    numeral = ""
    for size, letters in _ROMAN:
        turns, count = divmod(count, size)
        numeral += letters * turns
    return numeral
