#include "instruction_sets.h"

#include <string.h>

int kernels_equal(const void *a, const void *b, size_t count) { return memcmp(a, b, count) == 0; }

#if defined(__x86_64__)
#include <xmmintrin.h>

static int has(enum kernels_instruction_set set) {
  __builtin_cpu_init();
  int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (set == KERNELS_AVX2) return avx2;
  if (set == KERNELS_AVX512)
    return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  return set == KERNELS_PORTABLE;
}

const kernels_table *kernels_float32(enum kernels_instruction_set set) {
  if (!has(set)) return NULL;
  return set == KERNELS_AVX512 ? &avx512_kernels_float32
         : set == KERNELS_AVX2 ? &avx2_kernels_float32
                               : &portable_kernels_float32;
}

const kernels_table *kernels_float64(enum kernels_instruction_set set) {
  if (!has(set)) return NULL;
  return set == KERNELS_AVX512 ? &avx512_kernels_float64
         : set == KERNELS_AVX2 ? &avx2_kernels_float64
                               : &portable_kernels_float64;
}

/* Flush-to-zero and denormals-are-zero. */
uint64_t kernels_flush_subnormals(void) {
  unsigned saved = _mm_getcsr();
  _mm_setcsr(saved | 0x8040);
  return saved;
}

void kernels_restore(uint64_t saved) { _mm_setcsr((unsigned)saved); }

#else

static int has(enum kernels_instruction_set set) {
#if defined(__aarch64__)
  return set == KERNELS_NEON || set == KERNELS_PORTABLE;
#else
  return set == KERNELS_PORTABLE;
#endif
}

const kernels_table *kernels_float32(enum kernels_instruction_set set) {
  return has(set) ? &portable_kernels_float32 : NULL;
}

const kernels_table *kernels_float64(enum kernels_instruction_set set) {
  return has(set) ? &portable_kernels_float64 : NULL;
}

#if defined(__aarch64__)
/* Bit 24 of FPCR: FZ. */
uint64_t kernels_flush_subnormals(void) {
  uint64_t saved;
  __asm__ volatile("mrs %0, fpcr" : "=r"(saved));
  __asm__ volatile("msr fpcr, %0" : : "r"(saved | (UINT64_C(1) << 24)));
  return saved;
}

void kernels_restore(uint64_t saved) { __asm__ volatile("msr fpcr, %0" : : "r"(saved)); }
#else
#error "no way to flush subnormal numbers is known for this machine"
#endif
#endif
