"""What the benchmarks share: a program on a pseudo-terminal, with exact times of what it writes.

Standard library only; Linux.
"""

import argparse
import atexit
import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time

# How long a program has to say nothing until a frame counts as complete.
QUIET = 0.15


# Where the programs keep their journal: nobody's home.
STATE = tempfile.mkdtemp(prefix="regtutor-state-")
atexit.register(shutil.rmtree, STATE, ignore_errors=True)


class Program:
    """A program on a pseudo-terminal of its own, which is its controlling terminal."""

    def __init__(self, command, columns=80, rows=24, term="xterm-256color", state=STATE):
        self.controller, terminal = pty.openpty()
        self.resize(columns, rows)
        self.modes = termios.tcgetattr(terminal)
        # Kept open here, so that the modes can be read after the program has gone.
        self.terminal = terminal
        environment = {**os.environ, "TERM": term, "LC_ALL": "C.UTF-8"}
        environment["XDG_STATE_HOME"] = state
        for name in ("NO_COLOR", "TMUX", "COLUMNS", "LINES"):
            environment.pop(name, None)
        self.output = bytearray()
        self.code = None
        self.ended = False
        # The read end tells by its end of file that the child has reached exec.
        done, about = os.pipe2(os.O_CLOEXEC)
        self.started = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
                for descriptor in (0, 1, 2):
                    os.dup2(terminal, descriptor)
                os.execvpe(command[0], command, environment)
            except OSError as error:
                os.write(about, str(error).encode())
            finally:
                os._exit(127)
        os.close(about)
        trouble = os.read(done, 1000)
        os.close(done)
        if trouble:
            sys.exit(f"{command[0]}: {trouble.decode()}")
        self.executed = time.perf_counter()

    def resize(self, columns, rows):
        fcntl.ioctl(self.controller, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, timeout):
        """The bytes that are there within `timeout` seconds, b"" if none, None at the end."""
        ready, _, _ = select.select([self.controller], [], [], max(0, timeout))
        if not ready:
            return b""
        try:
            data = os.read(self.controller, 1 << 16)
        except OSError:
            return None
        self.output += data
        return data or None

    def frame(self, limit=5.0, quiet=QUIET):
        """Reads until nothing has come for `quiet` seconds.

        Returns how many bytes came, and when the last of them did; None if none came at all.
        """
        end = time.perf_counter() + limit
        count, last = 0, None
        while time.perf_counter() < end:
            data = self.read(quiet if last else end - time.perf_counter())
            if data is None:
                self.ended = True
                break
            if not data:
                if last:
                    break
                continue
            count, last = count + len(data), time.perf_counter()
        return count, last

    def write(self, data, limit=5.0):
        """Sends keys; False if the program does not take them.

        What it writes is read only where it has to be, to make room.
        """
        end = time.perf_counter() + limit
        while data and time.perf_counter() < end:
            _, ready, _ = select.select([], [self.controller], [], 0.02)
            if ready:
                data = data[os.write(self.controller, data[:256]):]
            if data and self.read(0) is None:
                return True
        return not data

    def poll(self):
        """128 + n after signal n, else the exit code; None while the program runs."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = (
                    128 + os.WTERMSIG(status) if os.WIFSIGNALED(status)
                    else os.WEXITSTATUS(status)
                )
        return self.code

    def wait(self, limit=5.0):
        """The exit code, reading what is still written; None if it does not end."""
        end = time.perf_counter() + limit
        while self.poll() is None and time.perf_counter() < end:
            self.read(0.02)
        while self.code is not None and self.read(0.02):
            pass
        return self.code

    def processor_time(self):
        """Seconds of processor time so far, user and system."""
        with open(f"/proc/{self.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.controller)
        os.close(self.terminal)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def faults_left(self):
        """What the program has left undone on the terminal, in words."""
        faults = []
        if termios.tcgetattr(self.terminal) != self.modes:
            faults.append("the terminal's modes are not as before")
        text = bytes(self.output)
        for on, off, message in (
            ([b"\x1b[?1049h", b"\x1b[?47h"], [b"\x1b[?1049l", b"\x1b[?47l"], "alternate screen on"),
            ([b"\x1b[?25l"], [b"\x1b[?25h", b"\x1b[?12l\x1b[?25h"], "cursor hidden"),
            ([b"\x1b[?1h"], [b"\x1b[?1l"], "cursor keys in application mode"),
            ([b"\x1b[?1000h"], [b"\x1b[?1000l"], "mouse still reported"),
            ([b"\x1b[?2004h"], [b"\x1b[?2004l"], "bracketed paste on"),
        ):
            if max(text.rfind(code) for code in on) > max(text.rfind(code) for code in off):
                faults.append(message)
        return faults


def arguments(description, *options):
    """Reads the command line: options, then `--`, then the program with its arguments.

    Each option is a name, a default and a help text.
    """
    words = sys.argv[1:]
    command = []
    if "--" in words:
        place = words.index("--")
        words, command = words[:place], words[place + 1:]
    parser = argparse.ArgumentParser(
        description=description, usage="%(prog)s [options] -- PROGRAM [ARGUMENT...]",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    for name, default, text in options:
        kind = type(default) if default is not None else float
        parser.add_argument("--" + name, default=default, type=kind, help=text)
    result = parser.parse_args(words)
    if not command:
        parser.error("name the program after --")
    result.command = command
    return result


def milliseconds(seconds):
    return f"{seconds * 1000:.2f} ms"


def spread(times):
    times = sorted(times)
    return (f"min {milliseconds(times[0])}, median {milliseconds(times[len(times) // 2])}, "
            f"max {milliseconds(times[-1])} ({len(times)} times)")


def percentile(times, share):
    times = sorted(times)
    return times[min(len(times) - 1, int(len(times) * share))]
