#include "instruction_sets.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

/* A vector of 64 bytes is two registers here, of sixteen. */
#define SET(name) JOINED(avx2, name)
#define TILE_ROWS 6
#define TILE_VECTORS 1
#define TERMS_AT_ONCE 256
#define fused __builtin_elementwise_fma

#include "kernels_for_both_types.h"

#pragma clang attribute pop
#endif
