#include "instruction_sets.h"

#if defined(__x86_64__)
#pragma clang attribute push(                                                            \
    __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"), min_vector_width(512))), \
    apply_to = function)

#define SET(name) JOINED(avx512, name)
#define TILE_ROWS 8
#define TILE_VECTORS 2
#define TERMS_AT_ONCE 256
#define fused __builtin_elementwise_fma

#include "kernels_for_both_types.h"

#pragma clang attribute pop
#endif
