#!/usr/bin/env python3
"""The journal: kills at random moments, two tutors at once, a full disk, a folder that is read-only.

What is checked: the file is whole after every kill, and of the pages that were on the screen at most the
last one is missing. The disk and the folder are mounts of their own, which only root can make.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from terminal import Program, arguments, milliseconds

LESSON = "l1-by-iteration"


def path(state):
    return os.path.join(state, "regtutor", "journal.sqlite")


def opened(state):
    """How many pages were opened, after a check of the whole file; 0 without one."""
    if not os.path.exists(path(state)):
        return 0
    connection = sqlite3.connect(path(state), timeout=20)
    try:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            sys.exit(f"the journal is damaged: {verdict}")
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'visit'")
        if tables.fetchone()[0] == 0:
            return 0
        return connection.execute(
            "SELECT count(*) FROM visit WHERE event = 'opened'").fetchone()[0]
    finally:
        connection.close()


def turn_pages(program, generator, seconds):
    """Goes from page to page until the time is over; returns how many were seen."""
    if program.frame()[1] is None:
        return 0
    end = time.perf_counter() + seconds
    seen = 1
    page, forward = 0, True
    while time.perf_counter() < end:
        if page == 7:
            forward = False
        if page == 0:
            forward = True
        program.write(b"]" if forward else b"[")
        count, last = program.frame(limit=max(0, end - time.perf_counter()), quiet=0.005)
        if last is None:
            break
        page += 1 if forward else -1
        seen += 1
        time.sleep(generator.uniform(0, 0.02))
    return seen


def kills(command, rounds, generator, state):
    lost, most = 0, 0
    with Program([*command, LESSON + ":1"], state=state) as program:
        start = program.frame()[1] - program.started
    for number in range(rounds):
        if number % 20 == 0:
            shutil.rmtree(state, ignore_errors=True)
        before = opened(state)
        with Program([*command, LESSON + ":1"], state=state) as program:
            # Some of them while the journal is made or opened, with the first page on its way.
            if generator.random() < 0.3:
                seen = 0
                end = time.perf_counter() + generator.uniform(0, 1.2 * start)
                while (left := end - time.perf_counter()) > 0:
                    program.read(min(left, 0.002))
            else:
                seen = turn_pages(program, generator, generator.uniform(0, 1))
            os.kill(program.pid, signal.SIGKILL)
            program.wait()
        missing = seen - (opened(state) - before)
        most = max(most, missing)
        if missing > 0:
            lost += 1
        if missing > 1:
            print(f"round {number + 1}: {missing} of {seen} pages are missing")
    print(f"kill -9: {rounds} times the journal was whole; the page on the screen was missing "
          f"{lost} times, never more than {most}")
    return most <= 1


def two_at_once(command, turns, state):
    shutil.rmtree(state, ignore_errors=True)
    seen = 0
    with Program([*command, LESSON + ":1"], state=state) as one, \
            Program([*command, "why-zero:1"], state=state) as other:
        one.frame()
        other.frame()
        seen = 2
        for number in range(turns):
            # Seven pages forward, seven back.
            key = b"]" if number // 7 % 2 == 0 else b"["
            for program in (one, other):
                program.write(key)
                program.frame(limit=1, quiet=0.002)
                seen += 1
        for program in (one, other):
            program.write(b"q")
            program.frame(limit=1)
            program.write(b"q")
            program.wait()
    kept = opened(state)
    print(f"two at once: {kept} of {seen} pages are kept")
    return kept == seen


def mounted(options, folder):
    return subprocess.run(["mount", *options, folder], capture_output=True).returncode == 0


def goes_on(program, what):
    """Whether the tutor tells in a sentence, and turns pages all the same."""
    program.frame()
    for _ in range(4):
        program.write(b"]")
        program.frame(limit=1)
    text = bytes(program.output).decode(errors="replace")
    program.write(b"q")
    program.frame(limit=1)
    program.write(b"q")
    code = program.wait()
    print(f"{what}: code {code}, " + ("told" if "not kept" in text else "NOT told"))
    return code == 0 and "not kept" in text


def full_disk(command, folder):
    if not mounted(["-t", "tmpfs", "-o", "size=64k", "tmpfs"], folder):
        print("full disk: not tried, it takes root")
        return True
    try:
        ballast = os.open(os.path.join(folder, "ballast"), os.O_WRONLY | os.O_CREAT)
        try:
            while os.write(ballast, b"x" * 4096):
                pass
        except OSError:
            pass
        finally:
            os.close(ballast)
        with Program([*command, LESSON + ":1"], state=folder) as program:
            fine = goes_on(program, "full disk")
        os.remove(os.path.join(folder, "ballast"))
        return fine
    finally:
        subprocess.run(["umount", folder], check=False)


def read_only(command, folder):
    if not mounted(["-t", "tmpfs", "-o", "size=2m", "tmpfs"], folder):
        print("read-only: not tried, it takes root")
        return True
    try:
        with Program([*command, LESSON + ":4"], state=folder) as program:
            program.frame()
            program.write(b"q")
            program.frame(limit=1)
            program.write(b"q")
            program.wait()
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        with Program(command, state=folder) as program:
            program.frame()
            known = b"page 4 of" in bytes(program.output)
            print("read-only: what was done is " + ("known" if known else "NOT known"))
            return goes_on(program, "read-only") and known
    finally:
        subprocess.run(["umount", folder], check=False)


def main():
    options = arguments(
        __doc__,
        ("kills", 200, "how often the program is killed"),
        ("turns", 400, "how many pages each of two tutors turns"),
        ("seed", random.SystemRandom().randrange(10**6), "the seed of the moments"),
    )
    generator = random.Random(options.seed)
    print(f"seed {options.seed}", flush=True)
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="regtutor-journal-") as folder:
        mount = os.path.join(folder, "mount")
        os.mkdir(mount)
        state = os.path.join(folder, "state")
        verdicts = [
            kills(options.command, options.kills, generator, state),
            two_at_once(options.command, options.turns, state),
            full_disk(options.command, mount),
            read_only(options.command, mount),
        ]
    print(f"in {milliseconds(time.perf_counter() - begin)}")
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
