/* The type that kernels.h is compiled for. */
#define REAL double
#define WORD int64_t
#define UWORD uint64_t
#define VECTOR_LANES 8
#define MANTISSA_BITS 52
#define EXPONENT_BIAS 1023
#define ROUNDING_SHIFT 0x1.8p52
#define EXP_TERMS 14
#define LOG_TERMS 12
#define EXP_LOWEST -0x1.6232bdd7abcd2p9
#define EXP_HIGHEST 0x1.62e42fefa39efp9
#define TANH_LIMIT 24.0
#define LN2_HIGH 0x1.62e42fee00000p-1
#define LN2_LOW 0x1.a39ef35793c76p-33
#define SQRT_HALF_BITS 0x3fe6a09e667f3bcd
#define TYPED(name) JOINED(name, float64)
