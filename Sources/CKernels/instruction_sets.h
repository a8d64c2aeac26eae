#ifndef INSTRUCTION_SETS_H
#define INSTRUCTION_SETS_H

#include "include/CKernels.h"

/* Vectors are handed only to functions that are always inlined. */
#pragma clang diagnostic ignored "-Wpsabi"

/* As many classes as a row of probabilities on the stack has room for. */
#define CLASS_LIMIT KERNELS_CLASS_LIMIT

/* first_second, both expanded before. */
#define JOINED_AS_IS(first, second) first##_##second
#define JOINED(first, second) JOINED_AS_IS(first, second)

extern const kernels_table avx512_kernels_float32, avx512_kernels_float64;
extern const kernels_table avx2_kernels_float32, avx2_kernels_float64;
extern const kernels_table portable_kernels_float32, portable_kernels_float64;

#endif
