"""A terminal's screen in memory: what ncurses writes for TERM=xterm-256color, without its colours.

Standard library only.
"""

import re

# An escape sequence, or one character. What is cut off at the end waits for the rest.
TOKEN = re.compile(
    r"\x1b\[(?P<private>[?>]?)(?P<numbers>[0-9;]*)(?P<command>[A-Za-z@`])"
    r"|\x1b[()](?P<charset>.)|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b(?P<plain>[^\[\]()])"
    r"|(?P<character>[^\x1b])",
    re.DOTALL,
)


class Screen:
    """Takes bytes in, and has lines."""

    def __init__(self, columns, rows):
        self.pending = b""
        self.text = ""
        self.resize(columns, rows)

    def resize(self, columns, rows):
        """Begins anew: what stood there is drawn again by the program."""
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.top, self.bottom = 0, rows - 1
        self.last = " "

    @property
    def lines(self):
        return ["".join(row).rstrip() for row in self.cells]

    def __contains__(self, text):
        return any(text in line for line in self.lines)

    def feed(self, data):
        """Takes in what was written."""
        data = self.pending + data
        # A character of several bytes may be cut.
        end = len(data)
        for back in range(1, min(4, end) + 1):
            byte = data[end - back]
            if byte < 0x80:
                break
            if byte >= 0xC0:
                length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
                if back < length:
                    end -= back
                break
        self.pending = data[end:]
        self.text += data[:end].decode(errors="replace")
        place = 0
        while match := TOKEN.match(self.text, place):
            place = match.end()
            if match["character"]:
                self.write(match["character"])
            elif match["command"] and not match["private"]:
                self.obey(match["command"], match["numbers"])
            elif match["plain"]:
                self.escape(match["plain"])
        self.text = self.text[place:]

    def write(self, character):
        if character == "\r":
            self.column = 0
        elif character == "\n":
            self.line_feed()
        elif character == "\b":
            self.column = max(0, self.column - 1)
        elif character == "\t":
            self.column = min(self.columns - 1, self.column // 8 * 8 + 8)
        elif character >= " ":
            if self.column >= self.columns:
                self.column = 0
                self.line_feed()
            self.cells[self.row][self.column] = character
            self.column += 1
            self.last = character

    def line_feed(self):
        if self.row == self.bottom:
            self.scroll(1)
        else:
            self.row = min(self.rows - 1, self.row + 1)

    def scroll(self, count, top=None):
        top = self.top if top is None else top
        for _ in range(abs(count)):
            if count > 0:
                del self.cells[top]
                self.cells.insert(self.bottom, [" "] * self.columns)
            else:
                del self.cells[self.bottom]
                self.cells.insert(top, [" "] * self.columns)

    def escape(self, letter):
        if letter == "M":
            if self.row == self.top:
                self.scroll(-1)
            else:
                self.row = max(0, self.row - 1)

    def obey(self, command, numbers):
        values = [int(number or 0) for number in numbers.split(";")] if numbers else []
        first = values[0] if values else 0
        count = max(1, first)
        row, column = self.row, min(self.column, self.columns - 1)
        if command in "Hf":
            self.row = min(self.rows, count) - 1
            self.column = min(self.columns, max(1, values[1] if len(values) > 1 else 1)) - 1
        elif command in "G`":
            self.column = min(self.columns, count) - 1
        elif command == "d":
            self.row = min(self.rows, count) - 1
        elif command == "A":
            self.row = max(0, row - count)
        elif command == "B":
            self.row = min(self.rows - 1, row + count)
        elif command == "C":
            self.column = min(self.columns - 1, column + count)
        elif command == "D":
            self.column = max(0, column - count)
        elif command == "K":
            start, end = [(column, self.columns), (0, column + 1), (0, self.columns)][min(first, 2)]
            self.cells[row][start:end] = [" "] * (end - start)
        elif command == "J":
            start, end = [(row + 1, self.rows), (0, row), (0, self.rows)][min(first, 2)]
            for line in range(start, end):
                self.cells[line] = [" "] * self.columns
            if first < 2:
                self.obey("K", str(first))
        elif command == "X":
            end = min(self.columns, column + count)
            self.cells[row][column:end] = [" "] * (end - column)
        elif command == "b":
            for _ in range(count):
                self.write(self.last)
        elif command == "@":
            self.cells[row][column:column] = [" "] * count
            del self.cells[row][self.columns:]
        elif command == "P":
            del self.cells[row][column:column + count]
            self.cells[row] += [" "] * (self.columns - len(self.cells[row]))
        elif command == "L":
            self.scroll(-count, row)
        elif command == "M":
            self.scroll(count, row)
        elif command == "S":
            self.scroll(count)
        elif command == "T":
            self.scroll(-count)
        elif command == "r":
            self.top = max(1, first) - 1
            self.bottom = min(self.rows, values[1] if len(values) > 1 and values[1] else self.rows) - 1
            self.row = self.column = 0
