#!/usr/bin/env python3
"""A full-screen program with one number in it: what the session runner and the benchmarks are
tried on. Its faults can be asked for by name, so that both can be seen to notice them.

    counter.py [leave-screen|leave-modes|crash|deaf|chatter]
"""

import curses
import os
import select
import signal
import sys

fault = sys.argv[1] if len(sys.argv) > 1 else ""
wake, wakened = os.pipe()
os.set_blocking(wake, False)
os.set_blocking(wakened, False)
signal.set_wakeup_fd(wakened)


class Ended(Exception):
    pass


def ended(number, _frame):
    raise Ended(number)


def stopped(_number, _frame):
    curses.endwin()
    signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, stopped)


for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
    signal.signal(number, ended)
signal.signal(signal.SIGTSTP, stopped)
for number in (signal.SIGWINCH, signal.SIGCONT):
    signal.signal(number, lambda _number, _frame: None)


def draw(screen, count):
    rows, columns = screen.getmaxyx()
    screen.erase()
    lines = [f"counter {columns}x{rows}", f"count {count}", "θ ← θ − η·g  ⣀⠤⠒⠉"]
    for row, line in enumerate(lines[: rows - 1]):
        screen.addnstr(row, 0, line, columns - 1, curses.A_BOLD if row == 1 else 0)
    screen.addnstr(rows - 1, 0, "→ up  ← down  g zero  q quit", columns - 1)
    screen.refresh()


def run(screen):
    curses.curs_set(0)
    screen.nodelay(True)
    count = 0
    while True:
        draw(screen, count)
        ready, _, _ = select.select([0, wake], [], [], 0.1 if fault == "chatter" else None)
        if not ready:
            count += 1
        if wake in ready:
            os.read(wake, 100)
            if curses.isendwin():
                screen.refresh()
                curses.curs_set(0)
            curses.update_lines_cols()
            size = os.get_terminal_size(1)
            if screen.getmaxyx() != (size.lines, size.columns):
                curses.resizeterm(size.lines, size.columns)
        while (key := screen.getch()) != -1:
            if key == curses.KEY_RIGHT:
                count += 0 if fault == "deaf" else 1
            elif key == curses.KEY_LEFT:
                count -= 1
            elif key == ord("g"):
                count = 0
            elif key == ord("x") and fault == "crash":
                os.abort()
            elif key == ord("q"):
                return


screen = curses.initscr()
code = 0
try:
    curses.noecho()
    curses.cbreak()
    screen.keypad(True)
    run(screen)
except Ended as end:
    code = 128 + end.args[0]
finally:
    if fault != "leave-screen":
        screen.keypad(False)
        curses.endwin()
if fault == "leave-screen":
    os.system("stty sane")
elif fault == "leave-modes":
    os.system("stty raw -echo")
sys.stdout.flush()
os._exit(code)
