/* Prints a hash of what the kernels compute, for every instruction set of the machine that it
   runs on: Float32, then both types. All lines, and all machines, must agree; bits.sh runs it here
   and on an emulated AArch64. */
#include "CKernels.h"

#include <stdio.h>
#include <stdlib.h>

enum { SAMPLES = 40, INPUTS = 150, INPUT_STRIDE = 160, UNITS = 32, STEPS = 5 };

static uint64_t hash, state;

static void add(const void *numbers, size_t count) {
  const unsigned char *bytes = numbers;
  for (size_t i = 0; i < count; i++) hash = (hash ^ bytes[i]) * 1099511628211u;
}

/* Uniform in -1/2 ... 1/2; Marsaglia's xorshift. */
static double uniform(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (double)(state >> 11) / 9007199254740992.0 - 0.5;
}

#define NUMBERS(type, name, count) type *name = aligned_alloc(64, (count) * sizeof(type))
#define ADD(name, count) add(name, (count) * sizeof *(name))

#define COMPUTE(type, kernels)                                                                     \
  do {                                                                                             \
    const kernels_table *k = kernels;                                                              \
    NUMBERS(type, x, SAMPLES *INPUT_STRIDE);                                                       \
    NUMBERS(type, w, INPUT_STRIDE *UNITS);                                                         \
    NUMBERS(type, u, INPUT_STRIDE *UNITS);                                                         \
    NUMBERS(type, v, INPUT_STRIDE *UNITS);                                                         \
    NUMBERS(type, dz, SAMPLES *UNITS);                                                             \
    NUMBERS(type, out, SAMPLES *UNITS);                                                            \
    /* Every third input is so small that its products are subnormal. */                          \
    for (int i = 0; i < SAMPLES * INPUT_STRIDE; i++) x[i] = (type)(uniform() * (i % 3 ? 4 : 1e-30)); \
    for (int i = 0; i < INPUT_STRIDE * UNITS; i++) {                                               \
      w[i] = (type)uniform();                                                                      \
      u[i] = v[i] = 0;                                                                             \
    }                                                                                              \
    for (int i = 0; i < SAMPLES * UNITS; i++) dz[i] = (type)(uniform() * 1e-2);                    \
    for (int rule = KERNELS_SGD; rule <= KERNELS_ADAM; rule++)                                     \
      for (int zero_rule = KERNELS_NO_L1; zero_rule <= KERNELS_PROXIMAL; zero_rule++) {            \
        kernels_update by = {.rule = rule, .zero_rule = zero_rule, .l1 = 1e-3, .l2 = 1e-2,         \
                             .decay = 0.999, .rate = 0.01, .threshold = 1e-4, .momentum = 0.9,     \
                             .gradient_scale = 1, .beta1 = 0.9, .rest1 = 0.1, .beta2 = 0.999,      \
                             .rest2 = 0.001, .scale = 3, .outer = 1e-8};                           \
        for (int step = 0; step < STEPS; step++) {                                                 \
          int activation = KERNELS_RELU + step % 3;                                                \
          k->product(SAMPLES, UNITS, INPUTS, x, INPUT_STRIDE, 1, w, UNITS, out, UNITS, w,          \
                     KERNELS_FROM_ROW);                                                            \
          k->activate(activation, 1, SAMPLES * UNITS, out, UNITS);                                 \
          k->activation_gradient(activation, 1, SAMPLES * UNITS, out, dz, UNITS);                  \
          k->descend(&by, INPUTS, UNITS, SAMPLES, x, INPUT_STRIDE, NULL, dz, UNITS, w, u, v);      \
          ADD(out, SAMPLES * UNITS);                                                               \
          ADD(dz, SAMPLES * UNITS);                                                                \
        }                                                                                          \
        ADD(w, INPUTS * UNITS);                                                                    \
        ADD(v, INPUTS * UNITS);                                                                    \
      }                                                                                            \
    int32_t labels[SAMPLES];                                                                       \
    double losses[SAMPLES];                                                                        \
    for (int i = 0; i < SAMPLES; i++) labels[i] = i % 10;                                          \
    k->cross_entropy(SAMPLES, 10, UNITS, out, labels, 0.025, losses, dz);                          \
    ADD(losses, SAMPLES);                                                                          \
    ADD(dz, SAMPLES * UNITS);                                                                      \
    for (int i = 0; i < SAMPLES; i++) labels[i] = i % 2;                                           \
    k->logistic(SAMPLES, UNITS, out, labels, 0.025, losses, dz);                                   \
    ADD(losses, SAMPLES);                                                                          \
    k->exponential(SAMPLES *UNITS, x, out);                                                        \
    ADD(out, SAMPLES * UNITS);                                                                     \
    for (int i = 0; i < SAMPLES * INPUT_STRIDE; i++) x[i] = x[i] < 0 ? -x[i] : x[i];               \
    k->logarithm(SAMPLES *UNITS, x, out);                                                          \
    ADD(out, SAMPLES * UNITS);                                                                     \
    /* Bytes with many zeros, as images have them: with lists, and without. */                     \
    static uint8_t bytes[SAMPLES * INPUTS];                                                        \
    static uint32_t terms[(SAMPLES / KERNELS_BAND + 1) * (KERNELS_TERMS + 1)];                     \
    static uint32_t row_lists[(INPUTS / KERNELS_GROUP + 2) * (SAMPLES + 1)];                       \
    int32_t order[SAMPLES];                                                                        \
    for (int i = 0; i < SAMPLES; i++) order[i] = (i * 7) % SAMPLES;                                \
    for (int i = 0; i < SAMPLES * INPUTS; i++) {                                                   \
      double number = uniform();                                                                   \
      bytes[i] = number < 0.35 ? 0 : (uint8_t)(number * 500);                                      \
    }                                                                                              \
    for (int i = 0; i < SAMPLES * INPUT_STRIDE; i++) {                                             \
      int column = i % INPUT_STRIDE;                                                               \
      x[i] = column < INPUTS ? bytes[order[i / INPUT_STRIDE] * INPUTS + column] : 0;               \
    }                                                                                              \
    kernels_list_terms(SAMPLES, INPUTS, bytes, order, terms);                                      \
    kernels_list_rows(SAMPLES, INPUTS, bytes, order, row_lists);                                   \
    kernels_update descent = {.rule = KERNELS_SGD, .decay = 1, .rate = 0.01};                      \
    for (int lists = 0; lists < 2; lists++) {                                                      \
      if (lists)                                                                                   \
        k->listed_product(SAMPLES, UNITS, INPUTS, x, INPUT_STRIDE, terms, w, UNITS, out, UNITS,    \
                          w);                                                                      \
      else                                                                                         \
        k->product(SAMPLES, UNITS, INPUTS, x, INPUT_STRIDE, 1, w, UNITS, out, UNITS, w,            \
                   KERNELS_FROM_ROW);                                                              \
      ADD(out, SAMPLES * UNITS);                                                                   \
      k->descend(&descent, INPUTS, UNITS, SAMPLES, x, INPUT_STRIDE, lists ? row_lists : NULL, dz,  \
                 UNITS, w, u, v);                                                                  \
      ADD(w, INPUTS * UNITS);                                                                      \
    }                                                                                              \
    kernels_mask mask = {{1, 2}, 3, 4, 0x80000000u};                                               \
    k->mask(&mask, 1, SAMPLES, 0, 30, 2.0, out, UNITS);                                            \
    ADD(out, SAMPLES * UNITS);                                                                     \
    free(x), free(w), free(u), free(v), free(dz), free(out);                                       \
  } while (0)

int main(void) {
  static const char *const names[] = {"portable", "neon", "avx2", "avx512"};
  kernels_flush_subnormals();
  for (int set = KERNELS_PORTABLE; set <= KERNELS_AVX512; set++) {
    if (!kernels_float32((enum kernels_instruction_set)set)) continue;
    hash = UINT64_C(14695981039346656037);
    state = UINT64_C(88172645463325252);
    COMPUTE(float, kernels_float32((enum kernels_instruction_set)set));
    uint64_t single = hash;
    COMPUTE(double, kernels_float64((enum kernels_instruction_set)set));
    printf("%016llx %016llx  %s\n", (unsigned long long)single, (unsigned long long)hash, names[set]);
  }
}
