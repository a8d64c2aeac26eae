#include "instruction_sets.h"

/* For every other machine. Where the baseline has fused multiply-add (AArch64) this is the fast
   code, a vector being four registers. Elsewhere it is computed: slow, but the same bits. */

#define SET(name) JOINED(portable, name)
#define TILE_ROWS 4
#define TILE_VECTORS 1
#define TERMS_AT_ONCE 256

#if defined(__FP_FAST_FMA) && defined(__FP_FAST_FMAF)
#define fused __builtin_elementwise_fma
#else

typedef float singles __attribute__((vector_size(64), may_alias));
typedef double doubles __attribute__((vector_size(64), may_alias));
typedef double sixteen_doubles __attribute__((vector_size(128), may_alias));
typedef int64_t sixteen_words __attribute__((vector_size(128), may_alias));

/* The product of two Float32 is exact in Float64. The sum is rounded to odd there (if it is not
   exact, its last bit is set), so that rounding it again to Float32 rounds as if once.
   Boldo and Melquiond 2008, theorem 1. */
static inline __attribute__((always_inline)) singles fused_float32(singles a, singles b,
                                                                   singles c) {
  sixteen_doubles product = __builtin_convertvector(a, sixteen_doubles) *
                            __builtin_convertvector(b, sixteen_doubles);
  sixteen_doubles addend = __builtin_convertvector(c, sixteen_doubles);
  sixteen_doubles sum = product + addend;
  /* What the addition lost: Knuth's exact sum. */
  sixteen_doubles part = sum - product;
  sixteen_doubles lost = (product - (sum - part)) + (addend - part);
  sixteen_words bits = (sixteen_words)sum;
  sixteen_words inexact = (lost < 0.0) | (lost > 0.0);
  sixteen_words even = (bits & 1) - 1;
  sixteen_words outward = (lost > 0.0) == (sum > 0.0);
  bits += inexact & even & ((outward & 2) - 1);
  return __builtin_convertvector((sixteen_doubles)bits, singles);
}

static inline __attribute__((always_inline)) doubles fused_float64(doubles a, doubles b,
                                                                   doubles c) {
  doubles result;
  for (int lane = 0; lane < 8; lane++) result[lane] = __builtin_fma(a[lane], b[lane], c[lane]);
  return result;
}

#define fused(a, b, c) TYPED(fused)(a, b, c)
#endif

#include "kernels_for_both_types.h"
