// Macros and variadic or renamed symbols do not import into Swift; each has an accessor here.
#ifndef REGTUTOR_CNCURSES_H
#define REGTUTOR_CNCURSES_H

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif

#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// From <term.h>, whose macros (columns, lines, …) would reach into every header after it.
extern int setupterm(NCURSES_CONST char *type, int descriptor, int *status);
extern char *tigetstr(NCURSES_CONST char *name);

// <wchar.h> declares it for X/Open sources only.
extern int wcwidth(wchar_t code);
static inline int curses_width(wchar_t code) { return wcwidth(code); }

static inline WINDOW *curses_stdscr(void) { return stdscr; }
static inline WINDOW *curses_curscr(void) { return curscr; }
static inline int curses_colors(void) { return COLORS; }
static inline SCREEN *curses_newterm(void) { return newterm(NULL, stdout, stdin); }

static inline attr_t curses_bold(void) { return A_BOLD; }
static inline attr_t curses_dim(void) { return A_DIM; }
static inline attr_t curses_underline(void) { return A_UNDERLINE; }
static inline attr_t curses_reverse(void) { return A_REVERSE; }
static inline attr_t curses_italic(void) { return A_ITALIC; }

// A terminfo string, or NULL where the terminal has none (tigetstr says -1 for a wrong type).
static inline const char *curses_capability(const char *name) {
  char *text = tigetstr((NCURSES_CONST char *)name);
  return text == (char *)-1 ? NULL : text;
}

// Whether TERM can be used: 1 yes, 0 unknown or generic, -1 no database.
static inline int curses_setupterm(void) {
  int status = -1;
  return setupterm(NULL, STDOUT_FILENO, &status) == OK ? 1 : status;
}

static inline int curses_window_size(int *columns, int *rows) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

static inline int curses_waiting_bytes(int descriptor) {
  int count = 0;
  return ioctl(descriptor, FIONREAD, &count) == 0 ? count : -1;
}

// Installs a handler and keeps the one before it; a signal that is ignored stays so, unless forced.
static inline int signal_install(
    int signal, void (*handler)(int), int flags, int forced, struct sigaction *before) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  if (sigaction(signal, NULL, before) != 0) return -1;
  if (!forced && before->sa_handler == SIG_IGN) return 0;
  return sigaction(signal, &action, NULL);
}

static inline void signal_set_default(int signal) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

#endif
