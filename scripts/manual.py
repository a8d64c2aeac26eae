#!/usr/bin/env python3
"""Prints the manual page of a program, from what the program says of its own commands.

    python3 scripts/manual.py .build/release/regtutor > docs/regtutor.1

Commands, options and their help come from `--experimental-dump-help`; what holds for all of
them (exit status, environment, files) is written here. There is no date in the page, so that
it changes only when the program does.
"""

import json
import subprocess
import sys

EXIT_STATUS = [
    ("0", "Everything went well."),
    ("1", "A check found faults, a run diverged, or a file could not be written."),
    ("2", "The command line is wrong; the message names the option, its value and what is allowed."),
    ("128+n", "The program was ended by signal n; the terminal is as it was before."),
]
ENVIRONMENT = [
    ("NO_COLOR", "If set and not empty, no colour is used, unless --color=always asks for it."),
    ("TERM, LANG, LC_ALL", "What the terminal can show; where it cannot show the tutor, "
     "the lessons run line by line."),
    ("XDG_STATE_HOME", "The folder of the journal of what was done; ~/.local/state unless set."),
    ("REGTUTOR_NO_JOURNAL", "If set and not empty, nothing of what is done is kept or read."),
]
FILES = [
    ("PREFIX/share/regtutor/lessons", "The lessons that were installed with the program."),
    ("$XDG_STATE_HOME/regtutor/journal.sqlite", "What was done in lessons and labs."),
]


def roff(text):
    """Text that roff prints as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(
        "\\&" + line if line.startswith((".", "'")) else line for line in text.split("\n")
    )


def prose(text):
    """Paragraphs; lines that are indented are printed as they stand."""
    out = []
    for block in text.strip("\n").split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith(" ") for line in lines):
            out += [".PP", ".nf", *(roff(line) for line in lines), ".fi"]
        else:
            out += [".PP", roff(" ".join(lines))]
    return out


def option_name(name):
    return "-" + name["name"] if name["kind"] == "short" else (
        "-" + name["name"] if name["kind"] == "longWithSingleDash" else "--" + name["name"]
    )


def value_of(argument):
    return "\\fI" + roff(argument.get("valueName", "value")) + "\\fP"


def synopsis(argument):
    if argument["kind"] == "positional":
        text = value_of(argument)
    else:
        text = "\\fB" + roff(option_name(argument["preferredName"])) + "\\fP"
        if argument["kind"] == "option":
            text += "\\~" + value_of(argument)
    if argument["isRepeating"]:
        text += " ..."
    return "[" + text + "]" if argument["isOptional"] else text


def described(argument):
    if argument["kind"] == "positional":
        head = value_of(argument)
    else:
        names = ", ".join(
            "\\fB" + roff(option_name(name)) + "\\fP"
            for name in sorted(argument["names"], key=lambda name: name["kind"] != "short")
        )
        head = names + (" " + value_of(argument) if argument["kind"] == "option" else "")
    text = argument.get("abstract", "")
    if argument.get("discussion"):
        text += "\n\n" + argument["discussion"]
    notes = []
    values = argument.get("allValueStrings") or argument.get("allValues")
    if values:
        notes.append("Values: " + ", ".join(values) + ".")
    if argument.get("defaultValue") is not None and argument["kind"] != "flag":
        notes.append("Default: " + argument["defaultValue"] + ".")
    body = " ".join(part for part in [" ".join(text.split()), *notes] if part)
    return [".TP", head, roff(body)]


def shown(items):
    return [item for item in items if item.get("shouldDisplay", True)]


def is_common(argument):
    """--help and --version stand in every command; the page names them once."""
    return any(name["name"] in ("help", "version") for name in argument.get("names", []))


def subcommands(command, before=""):
    """Every command below one, each with its whole name."""
    for child in shown(command.get("subcommands", [])):
        if child["commandName"] != "help":
            child = {**child, "commandName": before + child["commandName"]}
            yield child
            yield from subcommands(child, child["commandName"] + " ")


def page(root):
    name = root["commandName"]
    commands = list(subcommands(root))
    out = [
        ".\\\" Written by scripts/manual.py; change the program's help instead.",
        f'.TH {name.upper()} 1 "" "" "User Commands"',
        ".SH NAME",
        f"{name} \\- {roff(root.get('abstract', '').rstrip('.'))}",
        ".SH SYNOPSIS",
        f".B {name}",
        " ".join(synopsis(a) for a in shown(root.get("arguments", []))),
    ]
    for command in commands:
        if command.get("subcommands"):
            continue
        out += [
            ".br",
            f".B {name} {roff(command['commandName'])}",
            " ".join(
                synopsis(a) for a in shown(command.get("arguments", [])) if not is_common(a)
            ),
        ]
    if root.get("discussion"):
        out += [".SH DESCRIPTION", *prose(root["discussion"])]
    if shown(root.get("arguments", [])):
        out.append(".SH OPTIONS")
        for argument in shown(root["arguments"]):
            out += described(argument)
    if commands:
        out.append(".SH COMMANDS")
        for command in commands:
            out += [f".SS {name} {roff(command['commandName'])}"]
            out += prose(command.get("abstract", ""))
            if command.get("discussion"):
                out += prose(command["discussion"])
            for argument in shown(command.get("arguments", [])):
                if not is_common(argument):
                    out += described(argument)
    for title, rows in (
        ("EXIT STATUS", EXIT_STATUS), ("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)
    ):
        out.append(".SH " + title)
        for head, text in rows:
            out += [".TP", "\\fB" + roff(head) + "\\fP", roff(text)]
    return "\n".join(line for line in out if line) + "\n"


def main():
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__.strip())
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 2
    dump = subprocess.run(
        [sys.argv[1], "--experimental-dump-help"], check=True, stdout=subprocess.PIPE
    )
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(page(json.loads(dump.stdout)["command"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
