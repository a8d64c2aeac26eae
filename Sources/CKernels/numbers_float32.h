/* The type that kernels.h is compiled for. */
#define REAL float
#define WORD int32_t
#define UWORD uint32_t
#define VECTOR_LANES 16
#define MANTISSA_BITS 23
#define EXPONENT_BIAS 127
#define ROUNDING_SHIFT 0x1.8p23f /* added and subtracted, rounds to an integer */
#define EXP_TERMS 8
#define LOG_TERMS 5
#define EXP_LOWEST -0x1.5d589ep6f /* ln of the smallest normal number */
#define EXP_HIGHEST 0x1.62e42ep6f
#define TANH_LIMIT 10.0f
#define LN2_HIGH 0x1.62e4p-1f
#define LN2_LOW 0x1.7f7d1cp-20f
#define SQRT_HALF_BITS 0x3f3504f3
#define TYPED(name) JOINED(name, float32)
