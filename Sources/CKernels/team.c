#define _GNU_SOURCE
#include "include/CKernels.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

/* So many looks at a counter before the thread gives way to others: about two microseconds. Where
   another program has the other core, two members may find themselves on one: then each look is
   lost time. */
enum { PATIENCE = 128 };

struct kernels_team {
  int members;
  kernels_work work;
  void *context;

  /* Between runs the workers sleep. */
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  uint64_t run;
  int ending;

  pthread_t *threads;
  struct member *places;
};

struct member {
  /* How many barriers it has come to: written by it, read by all others, so that a barrier costs
     one cache line's way from core to core. */
  _Alignas(128) atomic_uint arrivals;
  /* The processor that it was last seen on. */
  _Alignas(128) atomic_int processor;
  kernels_team *team;
  int index;
};

static void pause_a_moment(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/* Moves the calling thread to a processor that no other member was last seen on, and leaves it free
   to be moved on. The system's scheduler tends to wake a thread on its waker's processor, and does
   not part two that hand the processor to each other all the time. */
static void move_apart(kernels_team *team, int member) {
  cpu_set_t allowed, one;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  if (CPU_COUNT(&allowed) < team->members) return;
  cpu_set_t free_ones = allowed;
  for (int other = 0; other < team->members; other++) {
    int taken = atomic_load_explicit(&team->places[other].processor, memory_order_relaxed);
    if (other != member && taken >= 0 && taken < CPU_SETSIZE) CPU_CLR(taken, &free_ones);
  }
  for (int processor = 0; processor < CPU_SETSIZE; processor++) {
    if (!CPU_ISSET(processor, &free_ones)) continue;
    atomic_store_explicit(&team->places[member].processor, processor, memory_order_relaxed);
    CPU_ZERO(&one);
    CPU_SET(processor, &one);
    if (sched_setaffinity(0, sizeof one, &one) == 0)
      sched_setaffinity(0, sizeof allowed, &allowed);
    return;
  }
}

static void note_processor(kernels_team *team, int member) {
  atomic_store_explicit(&team->places[member].processor, sched_getcpu(), memory_order_relaxed);
}

/* What a member does that has waited for long. */
static void give_way(kernels_team *team, int member, int other, int looks) {
  if (looks % PATIENCE == 0) {
    note_processor(team, member);
    int own = atomic_load_explicit(&team->places[member].processor, memory_order_relaxed);
    if (own == atomic_load_explicit(&team->places[other].processor, memory_order_relaxed))
      move_apart(team, member);
  }
  sched_yield();
}

void kernels_team_wait(kernels_team *team, int member) {
  if (team->members == 1) return;
  unsigned round =
      atomic_load_explicit(&team->places[member].arrivals, memory_order_relaxed) + 1;
  atomic_store_explicit(&team->places[member].arrivals, round, memory_order_release);
  for (int other = 0; other < team->members; other++) {
    int looks = 0;
    /* Another may be a barrier ahead already. */
    while ((int)(atomic_load_explicit(&team->places[other].arrivals, memory_order_acquire) -
                 round) < 0) {
      if (++looks < PATIENCE)
        pause_a_moment();
      else
        give_way(team, member, other, looks);
    }
  }
}

static void run_as(kernels_team *team, int index) {
  uint64_t saved = kernels_flush_subnormals();
  team->work(team->context, index);
  kernels_team_wait(team, index);
  kernels_restore(saved);
}

static void *worker(void *argument) {
  struct member *place = argument;
  kernels_team *team = place->team;
  uint64_t done = 0;
  for (;;) {
    pthread_mutex_lock(&team->mutex);
    while (team->run == done && !team->ending) pthread_cond_wait(&team->changed, &team->mutex);
    int ending = team->ending;
    done = team->run;
    pthread_mutex_unlock(&team->mutex);
    if (ending) return NULL;
    move_apart(team, place->index);
    run_as(team, place->index);
  }
}

/* A thread with signals blocked, so that none of them is handled in the midst of training. Those of a
 * crash are let through: blocked, they would end the program without a word to its handlers, which
 * give the terminal back. */
static int start_quietly(pthread_t *thread, void *(*body)(void *), void *argument) {
  static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS};
  sigset_t all, before;
  sigfillset(&all);
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) sigdelset(&all, crashes[i]);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int error = pthread_create(thread, NULL, body, argument);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return error;
}

kernels_team *kernels_team_create(int members) {
  kernels_team *team = NULL;
  if (members < 1 || posix_memalign((void **)&team, 64, sizeof *team) != 0) return NULL;
  *team = (kernels_team){.members = members};
  pthread_mutex_init(&team->mutex, NULL);
  pthread_cond_init(&team->changed, NULL);
  team->threads = calloc((size_t)members, sizeof *team->threads);
  size_t places = (size_t)members * sizeof *team->places;
  if (posix_memalign((void **)&team->places, 128, places) != 0) team->places = NULL;
  int started = 1;
  if (team->threads && team->places) {
    for (int i = 0; i < members; i++) team->places[i] = (struct member){.processor = -1, .team = team, .index = i};
    for (; started < members; started++) {
      if (start_quietly(&team->threads[started], worker, &team->places[started]) != 0) break;
    }
  } else {
    started = 0;
  }
  if (started == members) return team;
  team->members = started > 0 ? started : 1;
  kernels_team_destroy(team);
  return NULL;
}

void kernels_team_destroy(kernels_team *team) {
  if (!team) return;
  pthread_mutex_lock(&team->mutex);
  team->ending = 1;
  pthread_cond_broadcast(&team->changed);
  pthread_mutex_unlock(&team->mutex);
  for (int i = 1; i < team->members; i++) pthread_join(team->threads[i], NULL);
  pthread_cond_destroy(&team->changed);
  pthread_mutex_destroy(&team->mutex);
  free(team->threads);
  free(team->places);
  free(team);
}

void kernels_team_run(kernels_team *team, kernels_work work, void *context) {
  team->work = work;
  team->context = context;
  if (team->members > 1) {
    note_processor(team, 0);
    pthread_mutex_lock(&team->mutex);
    team->run++;
    pthread_cond_broadcast(&team->changed);
    pthread_mutex_unlock(&team->mutex);
  }
  run_as(team, 0);
}

struct start {
  kernels_work work;
  void *context;
};

static void *begin(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  start.work(start.context, 0);
  return NULL;
}

int kernels_start_thread(kernels_work work, void *context) {
  struct start *start = malloc(sizeof *start);
  if (!start) return 12; /* ENOMEM */
  *start = (struct start){work, context};
  pthread_t thread;
  int error = start_quietly(&thread, begin, start);
  if (error == 0)
    pthread_detach(thread);
  else
    free(start);
  return error;
}

struct kernels_event {
  pthread_mutex_t mutex;
  pthread_cond_t announced;
  int is_announced;
};

kernels_event *kernels_event_create(void) {
  kernels_event *event = calloc(1, sizeof *event);
  if (!event) return NULL;
  pthread_mutex_init(&event->mutex, NULL);
  pthread_cond_init(&event->announced, NULL);
  return event;
}

void kernels_event_destroy(kernels_event *event) {
  if (!event) return;
  pthread_cond_destroy(&event->announced);
  pthread_mutex_destroy(&event->mutex);
  free(event);
}

void kernels_event_announce(kernels_event *event) {
  pthread_mutex_lock(&event->mutex);
  event->is_announced = 1;
  pthread_cond_signal(&event->announced);
  pthread_mutex_unlock(&event->mutex);
}

void kernels_event_wait(kernels_event *event) {
  pthread_mutex_lock(&event->mutex);
  while (!event->is_announced) pthread_cond_wait(&event->announced, &event->mutex);
  event->is_announced = 0;
  pthread_mutex_unlock(&event->mutex);
}
