#!/usr/bin/env python3
"""Draws a terminal's screen as SVG.

    tmux capture-pane -p -e | python3 scripts/screenshot.py --columns 80 > docs/screenshot.svg

Reads text with SGR sequences (16, 256 and true colours, bold, dim, italic, underlined, reversed)
and writes a window with every character in its cell: each word has its place and its length, and
characters that a font may lack have each their own, so that columns stay columns. Block elements, braille and
straight box-drawing lines are drawn as shapes, as few fonts have them all at the same width.
"""

import argparse
import re
import sys
import unicodedata
from html import escape

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE = 8.4, 18, 14
MARGIN, TITLE_BAR = 16, 34
FONTS = ("'JetBrains Mono', 'Cascadia Mono', 'SF Mono', Menlo, Consolas, "
         "'DejaVu Sans Mono', 'Liberation Mono', monospace")
BACKGROUND, FOREGROUND, FRAME = "#16191f", "#d5d8de", "#20242c"
# The sixteen colours, calm enough for a page: normal, then bright.
SIXTEEN = [
    "#2a2f3a", "#e06c6c", "#8fbf7f", "#e0a458", "#6fa8dc", "#b48ead", "#6fbfbf", "#c8ccd4",
    "#7f8694", "#ef8b8b", "#a9d39b", "#f0bd7a", "#92c1ee", "#c9a9c9", "#92d3d3", "#f2f4f8",
]


def indexed(number):
    """One of the 256 colours."""
    if number < 16:
        return SIXTEEN[number]
    if number >= 232:
        level = 8 + (number - 232) * 10
        return f"#{level:02x}{level:02x}{level:02x}"
    number -= 16
    parts = [number // 36, number // 6 % 6, number % 6]
    return "#" + "".join(f"{0 if part == 0 else 55 + part * 40:02x}" for part in parts)


class Style:
    def __init__(self):
        self.reset()

    def reset(self):
        self.foreground = self.background = None
        self.bold = self.dim = self.italic = self.underlined = self.reversed = False

    def apply(self, codes):
        """One SGR sequence."""
        codes = [int(code or 0) for code in re.split("[;:]", codes)] if codes else [0]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.reset()
            elif code in (1, 2, 3, 4, 7):
                name = {1: "bold", 2: "dim", 3: "italic", 4: "underlined", 7: "reversed"}[code]
                setattr(self, name, True)
            elif code == 22:
                self.bold = self.dim = False
            elif code in (23, 24, 27):
                setattr(self, {23: "italic", 24: "underlined", 27: "reversed"}[code], False)
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.foreground = SIXTEEN[code - 30 if code < 90 else code - 82]
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.background = SIXTEEN[code - 40 if code < 100 else code - 92]
            elif code == 39:
                self.foreground = None
            elif code == 49:
                self.background = None
            elif code in (38, 48):
                colour = None
                if codes[:1] == [5] and len(codes) >= 2:
                    colour = indexed(codes[1])
                    del codes[:2]
                elif codes[:1] == [2] and len(codes) >= 4:
                    colour = "#" + "".join(f"{part:02x}" for part in codes[1:4])
                    del codes[:4]
                setattr(self, "foreground" if code == 38 else "background", colour)

    def look(self):
        """Foreground, background (None: the window's), attributes of the text."""
        foreground, background = self.foreground or FOREGROUND, self.background
        if self.reversed:
            foreground, background = background or BACKGROUND, foreground
        attributes = ""
        if self.bold:
            attributes += ' font-weight="bold"'
        if self.italic:
            attributes += ' font-style="italic"'
        if self.dim:
            attributes += ' opacity="0.6"'
        return foreground, background, attributes, self.underlined


def width(character):
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(line):
    """The characters of a line as (column, text, look); a combining mark joins the one before.

    `style` goes on from line to line, as the terminal's does.
    """
    found, column = [], 0
    for match in re.finditer(r"\x1b\[([0-9;:]*)m|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?]*"
                             r"[A-Za-ln-z]|\x1b[()].|[\x00-\x1f]|(.)", line, re.DOTALL):
        if match.group(1) is not None:
            STYLE.apply(match.group(1))
        elif character := match.group(2):
            columns = width(character)
            if columns == 0 and found:
                found[-1] = (found[-1][0], found[-1][1] + character, found[-1][2], found[-1][3])
            elif columns:
                found.append((column, character, STYLE.look(), columns))
                column += columns
    return found, column


STYLE = Style()


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


def rectangle(x, y, w, h, colour, extra=""):
    return (f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" '
            f'fill="{colour}"{extra}/>')


# Box drawing by the arms that leave the middle of the cell: left, right, up, down.
ARMS = {"─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "rud", "┤": "lud",
        "┬": "lrd", "┴": "lru", "┼": "lrud", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu",
        "╴": "l", "╶": "r", "╵": "u", "╷": "d"}
HEAVY = {"━": "lr", "┃": "ud", "╸": "l", "╺": "r"}
DASHES = {"┄": (3, "─"), "┈": (4, "─"), "╌": (2, "─"), "┅": (3, "━"), "┉": (4, "━"), "╍": (2, "━"),
          "┆": (3, "│"), "┊": (4, "│")}
QUADRANTS = {"▖": "2", "▗": "3", "▘": "0", "▝": "1", "▙": "023", "▚": "03", "▛": "012", "▜": "013",
             "▞": "12", "▟": "123"}
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}


def shape(character, x, y, colour, opacity):
    """A character that is drawn, not written; None for any other."""
    code = ord(character[0])
    w, h = CELL_WIDTH, CELL_HEIGHT
    if 0x2800 <= code <= 0x28FF:
        dots = []
        for bit, (column, row) in enumerate(
                [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]):
            if (code - 0x2800) >> bit & 1:
                dots.append(f'<circle cx="{number(x + w * (0.27 + 0.46 * column))}" '
                            f'cy="{number(y + h * (0.125 + 0.25 * row))}" r="1.25"/>')
        return f'<g fill="{colour}"{opacity}>{"".join(dots)}</g>'
    if 0x2581 <= code <= 0x2588:
        part = (code - 0x2580) / 8
        return rectangle(x, y + h * (1 - part), w, h * part, colour, opacity)
    if 0x2589 <= code <= 0x258F:
        return rectangle(x, y, w * (0x2590 - code) / 8, h, colour, opacity)
    if character == "▀":
        return rectangle(x, y, w, h / 2, colour, opacity)
    if character == "▐":
        return rectangle(x + w / 2, y, w / 2, h, colour, opacity)
    if character in SHADES:
        return rectangle(x, y, w, h, colour, f' opacity="{SHADES[character]}"')
    if character in QUADRANTS:
        return "".join(rectangle(x + w / 2 * (int(q) % 2), y + h / 2 * (int(q) // 2), w / 2, h / 2,
                                 colour, opacity) for q in QUADRANTS[character])
    dash = ""
    if character in DASHES:
        count, character = DASHES[character]
        length = (h if character == "│" else w) / count
        dash = f' stroke-dasharray="{number(length * 0.6)} {number(length * 0.4)}"'
    arms, thickness = (ARMS.get(character), 1.2) if character in ARMS else (
        HEAVY.get(character), 2.6)
    if not arms:
        return None
    middle, centre = x + w / 2, y + h / 2
    if arms in ("lr", "ud"):
        path = f"M{number(x)} {number(centre)}h{number(w)}" if arms == "lr" else (
            f"M{number(middle)} {number(y)}v{number(h)}")
    else:
        ends = {"l": (x, centre), "r": (x + w, centre), "u": (middle, y), "d": (middle, y + h)}
        path = "".join(f"M{number(middle)} {number(centre)}L{number(ends[arm][0])} "
                       f"{number(ends[arm][1])}" for arm in arms)
    return (f'<path d="{path}" stroke="{colour}" stroke-width="{thickness}" fill="none"'
            f'{dash}{opacity}/>')


def draw_line(found, top):
    """The elements of one line: first what lies behind, then shapes, then text."""
    behind, drawn, texts = [], [], []
    run = None
    for column, character, (foreground, background, attributes, underlined), columns in found:
        x = MARGIN + column * CELL_WIDTH
        if background:
            # Wider by a hair, so that neighbours leave no seam.
            behind.append((x, columns * CELL_WIDTH, background))
        if underlined:
            drawn.append(rectangle(x, top + CELL_HEIGHT - 2.5, columns * CELL_WIDTH, 1, foreground))
        if character == " ":
            run = None
            continue
        opacity = ' opacity="0.6"' if "opacity" in attributes else ""
        element = shape(character, x, top, foreground, opacity)
        if element:
            drawn.append(element)
            run = None
            continue
        look = (foreground, attributes)
        if run is None or run[0] != look:
            run = (look, [], [])
            texts.append(run)
        run[1].append(x)
        run[2].append(character)
    elements = []
    for x, w, colour in joined(behind):
        elements.append(rectangle(x, top, w, CELL_HEIGHT, colour))
    elements += drawn
    baseline = top + CELL_HEIGHT * 0.72
    for (colour, attributes), places, characters in texts:
        word = "".join(characters)
        if word.isascii():
            place = f'x="{number(places[0])}"'
            if len(word) > 1:
                place += f' textLength="{number(len(word) * CELL_WIDTH)}"'
        else:
            # A character of several code units takes one place; the others repeat it.
            xs = []
            for x, character in zip(places, characters):
                xs += [number(x)] * (len(character.encode("utf-16-le")) // 2)
            place = f'x="{" ".join(xs)}"'
        elements.append(f'<text {place} y="{number(baseline)}" fill="{colour}"{attributes}>'
                        f'{escape(word)}</text>')
    return elements


def joined(parts):
    """Neighbouring stretches of one colour as one."""
    result = []
    for x, w, colour in parts:
        if result and result[-1][2] == colour and abs(result[-1][0] + result[-1][1] - x) < 0.01:
            result[-1] = (result[-1][0], result[-1][1] + w, colour)
        else:
            result.append((x, w, colour))
    return result


def draw(text, columns, title):
    lines = [cells(line) for line in text.rstrip("\n").split("\n")]
    columns = columns or max(column for _, column in lines)
    w = 2 * MARGIN + columns * CELL_WIDTH
    h = TITLE_BAR + len(lines) * CELL_HEIGHT + MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(w)} {number(h)}" '
        f'width="{number(w)}" height="{number(h)}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect x="0.5" y="0.5" width="{number(w - 1)}" height="{number(h - 1)}" rx="9" '
        f'fill="{BACKGROUND}" stroke="#343a46"/>',
        f'<path d="M0.5 {TITLE_BAR - 8}V9.5a9 9 0 0 1 9-9H{number(w - 9.5)}a9 9 0 0 1 9 9'
        f'V{TITLE_BAR - 8}Z" fill="{FRAME}"/>',
    ]
    for index, colour in enumerate(("#e06c6c", "#e0a458", "#8fbf7f")):
        out.append(f'<circle cx="{17 + 18 * index}" cy="13.5" r="5" fill="{colour}"/>')
    out.append(f'<text x="{number(w / 2)}" y="18" fill="#8b93a1" text-anchor="middle" '
               f'font-family="system-ui, sans-serif" font-size="12.5">{escape(title)}</text>')
    out.append(f'<g font-family="{FONTS}" font-size="{FONT_SIZE}" xml:space="preserve">')
    for row, (found, _) in enumerate(lines):
        out += draw_line(found, TITLE_BAR + row * CELL_HEIGHT)
    out += ["</g>", "</svg>"]
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--columns", type=int, default=0, help="the terminal's columns")
    parser.add_argument("--title", default="regtutor", help="what the window's bar says")
    options = parser.parse_args()
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(draw(sys.stdin.read(), options.columns, options.title))


if __name__ == "__main__":
    main()
