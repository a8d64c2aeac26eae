/* The kernels for one type and one instruction set. Needs a numbers_*.h, and:
     SET(name)                    the name with the instruction set in it
     TILE_ROWS, TILE_VECTORS      rows and vectors of a product's tile: as many as registers allow
     fused(a, b, c)               a b + c rounded once, on VECTOR
   Results do not depend on any of these. */

typedef REAL TYPED(vector) __attribute__((vector_size(64), may_alias));
typedef WORD TYPED(words) __attribute__((vector_size(64), may_alias));
#define VECTOR TYPED(vector)
#define WORDS TYPED(words)
#define NAME(name) SET(TYPED(name))
#define INLINE static inline __attribute__((always_inline))

INLINE VECTOR NAME(splat)(REAL x) { return x - (VECTOR){0}; }
INLINE VECTOR NAME(load)(const REAL *x) { return *(const VECTOR *)x; }
INLINE void NAME(store)(REAL *x, VECTOR value) { *(VECTOR *)x = value; }
INLINE VECTOR NAME(choose)(WORDS mask, VECTOR x, VECTOR y) {
  return (VECTOR)((mask & (WORDS)x) | (~mask & (WORDS)y));
}
INLINE VECTOR NAME(magnitude)(VECTOR x) {
  return (VECTOR)((WORDS)x & (((WORD)1 << (8 * sizeof(WORD) - 2)) - 1 +
                              ((WORD)1 << (8 * sizeof(WORD) - 2))));
}
#define SIGN_BITS(x) ((WORDS)(x) & ((WORD)((UWORD)1 << (8 * sizeof(WORD) - 1)) - (WORDS){0}))

/* ---- Elementary functions ------------------------------------------------------------------ */

/* e^r - 1 for |r| <= ln 2 / 2, by its Taylor polynomial. */
INLINE VECTOR NAME(small_expm1)(VECTOR r) {
  static const double inverse_factorial[] = {
      1.0,
      1.0,
      1.0 / 2,
      1.0 / 6,
      1.0 / 24,
      1.0 / 120,
      1.0 / 720,
      1.0 / 5040,
      1.0 / 40320,
      1.0 / 362880,
      1.0 / 3628800,
      1.0 / 39916800,
      1.0 / 479001600,
      1.0 / 6227020800,
      1.0 / 87178291200,
  };
  VECTOR sum = NAME(splat)((REAL)inverse_factorial[EXP_TERMS]);
#pragma clang loop unroll(full)
  for (int term = EXP_TERMS - 1; term >= 2; term--)
    sum = fused(sum, r, NAME(splat)((REAL)inverse_factorial[term]));
  return fused(sum * r, r, r);
}

/* x = n ln 2 + r, n whole, |r| <= ln 2 / 2 but for rounding. */
INLINE VECTOR NAME(reduce)(VECTOR x, VECTOR *r) {
  VECTOR shift = NAME(splat)(ROUNDING_SHIFT);
  VECTOR n = fused(x, NAME(splat)((REAL)0x1.71547652b82fep0), shift) - shift;
  VECTOR rest = fused(n, NAME(splat)(-LN2_HIGH), x);
  *r = fused(n, NAME(splat)(-LN2_LOW), rest);
  return n;
}

/* 2^n for whole n of a normal number. */
INLINE VECTOR NAME(power_of_two)(VECTOR n) {
  WORDS whole = __builtin_convertvector(n, WORDS);
  return (VECTOR)((whole + EXPONENT_BIAS) << MANTISSA_BITS);
}

/* e^x: 0 below the logarithm of the smallest normal number, infinite above that of the largest. */
INLINE VECTOR NAME(exp)(VECTOR x) {
  VECTOR low = NAME(splat)(EXP_LOWEST), high = NAME(splat)(EXP_HIGHEST), r;
  VECTOR inside = NAME(choose)(x < low, low, NAME(choose)(x > high, high, x));
  VECTOR n = NAME(reduce)(inside, &r);
  VECTOR mantissa = NAME(small_expm1)(r) + (REAL)1;
  /* In two factors, because 2^n may lie outside the range where e^x does not. */
  VECTOR half = __builtin_convertvector(__builtin_convertvector(n, WORDS) >> 1, VECTOR);
  VECTOR y = mantissa * NAME(power_of_two)(half) * NAME(power_of_two)(n - half);
  y = NAME(choose)(x < low, NAME(splat)(0), y);
  return NAME(choose)(x > high, NAME(splat)((REAL)__builtin_inf()), NAME(choose)(x == x, y, x));
}

/* ln x for x >= the smallest normal number; -infinite at 0, NaN below. x = 2^k m with m from
   sqrt(1/2) to sqrt 2; ln m = 2 artanh((m - 1) / (m + 1)) by its series. */
INLINE VECTOR NAME(log)(VECTOR x) {
  WORDS k = ((WORDS)x - SQRT_HALF_BITS) >> MANTISSA_BITS;
  VECTOR m = (VECTOR)((WORDS)x - (k << MANTISSA_BITS));
  VECTOR f = m - (REAL)1;
  VECTOR s = f / (f + (REAL)2);
  VECTOR square = s * s;
  VECTOR sum = NAME(splat)((REAL)(2.0 / (2 * LOG_TERMS + 1)));
#pragma clang loop unroll(full)
  for (int term = LOG_TERMS - 1; term >= 1; term--)
    sum = fused(sum, square, NAME(splat)((REAL)(2.0 / (2 * term + 1))));
  /* 2 s + s^3 sum, with 2 s = f - s f: exact in its leading part. */
  VECTOR tail = s * (square * sum - f);
  VECTOR exponent = __builtin_convertvector(k, VECTOR);
  VECTOR low = fused(exponent, NAME(splat)(LN2_LOW), tail);
  VECTOR y = fused(exponent, NAME(splat)(LN2_HIGH), f + low);
  y = NAME(choose)(x > (REAL)0, y, NAME(splat)((REAL)__builtin_nan("")));
  y = NAME(choose)(x == (REAL)0, NAME(splat)((REAL)-__builtin_inf()), y);
  return NAME(choose)((x == (REAL)__builtin_inf()) | (x != x), x, y);
}

/* tanh x = E / (E + 2) with E = e^2|x| - 1, and the sign of x. */
INLINE VECTOR NAME(tanh)(VECTOR x) {
  VECTOR size = NAME(magnitude)(x), limit = NAME(splat)(TANH_LIMIT), r;
  size = NAME(choose)(size > limit, limit, size);
  VECTOR n = NAME(reduce)(size + size, &r);
  VECTOR power = NAME(power_of_two)(n);
  VECTOR e = fused(power, NAME(small_expm1)(r), power - (REAL)1);
  VECTOR y = e / (e + (REAL)2);
  return NAME(choose)(x == x, (VECTOR)((WORDS)y | SIGN_BITS(x)), x);
}

/* 1 / (1 + e^-x) */
INLINE VECTOR NAME(sigmoid)(VECTOR x) { return (REAL)1 / ((REAL)1 + NAME(exp)(-x)); }

static void NAME(exponential)(ptrdiff_t count, const void *x, void *out) {
  for (ptrdiff_t i = 0; i < count; i += VECTOR_LANES)
    NAME(store)((REAL *)out + i, NAME(exp)(NAME(load)((const REAL *)x + i)));
}
static void NAME(logarithm)(ptrdiff_t count, const void *x, void *out) {
  for (ptrdiff_t i = 0; i < count; i += VECTOR_LANES)
    NAME(store)((REAL *)out + i, NAME(log)(NAME(load)((const REAL *)x + i)));
}
static void NAME(hyperbolic_tangent)(ptrdiff_t count, const void *x, void *out) {
  for (ptrdiff_t i = 0; i < count; i += VECTOR_LANES)
    NAME(store)((REAL *)out + i, NAME(tanh)(NAME(load)((const REAL *)x + i)));
}

/* ---- Matrices ------------------------------------------------------------------------------ */

/* A tile of a product: `rows` by `vectors`, both known when compiled, its sums in registers. */
/* With a list, the terms are those that it names. */
INLINE void NAME(tile)(const int rows, const int vectors, ptrdiff_t terms, const uint32_t *list,
                       const REAL *a,
                       ptrdiff_t a_row, ptrdiff_t a_step, const REAL *b, ptrdiff_t b_stride,
                       REAL *c, ptrdiff_t c_stride, const REAL *start_row, int start) {
  VECTOR sum[TILE_ROWS][TILE_VECTORS];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      sum[i][v] = start == KERNELS_FROM_ZERO  ? (VECTOR){0}
                  : start == KERNELS_FROM_ROW ? NAME(load)(start_row + v * VECTOR_LANES)
                                              : NAME(load)(c + i * c_stride + v * VECTOR_LANES);
  for (ptrdiff_t term = 0; term < terms; term++) {
    ptrdiff_t k = list ? (ptrdiff_t)list[term] : term;
    VECTOR right[TILE_VECTORS];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) right[v] = NAME(load)(b + k * b_stride + v * VECTOR_LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      VECTOR left = NAME(splat)(a[i * a_row + k * a_step]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[i][v] = fused(left, right[v], sum[i][v]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++)
      NAME(store)(c + i * c_stride + v * VECTOR_LANES, sum[i][v]);
}

/* All rows of a strip of columns that is `vectors` wide. */
INLINE void NAME(strip)(const int vectors, ptrdiff_t rows, ptrdiff_t terms, const uint32_t *list,
                        const REAL *a,
                        ptrdiff_t a_row, ptrdiff_t a_step, const REAL *b, ptrdiff_t b_stride,
                        REAL *c, ptrdiff_t c_stride, const REAL *start_row, int start) {
  ptrdiff_t i = 0;
#define TILE(count)                                                                             \
  NAME(tile)(count, vectors, terms, list, a + i * a_row, a_row, a_step, b, b_stride,             \
             c + i * c_stride, c_stride, start_row, start)
  for (; i + TILE_ROWS <= rows; i += TILE_ROWS) TILE(TILE_ROWS);
#if TILE_ROWS > 4
  if (i + 4 <= rows) {
    TILE(4);
    i += 4;
  }
#endif
  for (; i + 2 <= rows; i += 2) TILE(2);
  if (i < rows) TILE(1);
#undef TILE
}

static void NAME(product)(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t terms, const void *left,
                          ptrdiff_t a_row, ptrdiff_t a_step, const void *right,
                          ptrdiff_t b_stride, void *result, ptrdiff_t c_stride,
                          const void *start_row, int start) {
  const REAL *a = left, *b = right, *row = start_row;
  REAL *c = result;
  /* So many terms of a strip of b stay in the nearest cache while the rows pass. */
  const ptrdiff_t most = TERMS_AT_ONCE;
  ptrdiff_t k = 0;
  do {
    ptrdiff_t count = terms - k < most ? terms - k : most;
    const REAL *ak = a + k * a_step, *bk = b + k * b_stride;
    ptrdiff_t j = 0;
#define STRIP(vectors)                                                                     \
  NAME(strip)(vectors, rows, count, NULL, ak, a_row, a_step, bk + j, b_stride, c + j, c_stride, \
              row ? row + j : row, start)
    for (; j + TILE_VECTORS * VECTOR_LANES <= columns; j += TILE_VECTORS * VECTOR_LANES)
      STRIP(TILE_VECTORS);
    for (; j < columns; j += VECTOR_LANES) STRIP(1);
#undef STRIP
    k += count;
    start = KERNELS_FROM_RESULT;
  } while (k < terms);
}

static void NAME(listed_product)(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t terms,
                                 const void *left, ptrdiff_t a_stride, const uint32_t *lists,
                                 const void *right, ptrdiff_t b_stride, void *result,
                                 ptrdiff_t c_stride, const void *start_row) {
  const REAL *a = left, *b = right, *row = start_row;
  REAL *c = result;
  const ptrdiff_t bands = (rows + KERNELS_BAND - 1) / KERNELS_BAND;
  const ptrdiff_t blocks = (terms + KERNELS_TERMS - 1) / KERNELS_TERMS;
  int start = KERNELS_FROM_ROW;
  for (ptrdiff_t block = 0; block < blocks; block++) {
    for (ptrdiff_t j = 0; j < columns;) {
      int isWide = j + TILE_VECTORS * VECTOR_LANES <= columns;
      for (ptrdiff_t band = 0; band < bands; band++) {
        const uint32_t *list = lists + (band * blocks + block) * (KERNELS_TERMS + 1);
        ptrdiff_t first = band * KERNELS_BAND;
        ptrdiff_t count = rows - first < KERNELS_BAND ? rows - first : KERNELS_BAND;
#define STRIP(vectors)                                                                          \
  NAME(strip)(vectors, count, (ptrdiff_t)list[0], list + 1, a + first * a_stride, a_stride, 1,  \
              b + j, b_stride, c + first * c_stride + j, c_stride, row + j, start)
        if (isWide)
          STRIP(TILE_VECTORS);
        else
          STRIP(1);
#undef STRIP
      }
      j += isWide ? TILE_VECTORS * VECTOR_LANES : VECTOR_LANES;
    }
    start = KERNELS_FROM_RESULT;
  }
}

/* The first, or the second, halves of two vectors, one number of x and one of y in turn. */
#if VECTOR_LANES == 16
#define FIRST_IN_TURN(x, y) \
  __builtin_shufflevector(x, y, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define SECOND_IN_TURN(x, y) \
  __builtin_shufflevector(x, y, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#else
#define FIRST_IN_TURN(x, y) __builtin_shufflevector(x, y, 0, 8, 1, 9, 2, 10, 3, 11)
#define SECOND_IN_TURN(x, y) __builtin_shufflevector(x, y, 4, 12, 5, 13, 6, 14, 7, 15)
#endif

/* A square of vectors: shuffling row i with row i + half, as often as halves can be made, turns
   rows into columns. */
INLINE void NAME(transpose_square)(const REAL *x, ptrdiff_t x_stride, REAL *y,
                                   ptrdiff_t y_stride) {
  VECTOR row[VECTOR_LANES], next[VECTOR_LANES];
#pragma clang loop unroll(full)
  for (int i = 0; i < VECTOR_LANES; i++) row[i] = NAME(load)(x + i * x_stride);
#pragma clang loop unroll(full)
  for (int left = VECTOR_LANES; left > 1; left /= 2) {
#pragma clang loop unroll(full)
    for (int i = 0; i < VECTOR_LANES / 2; i++) {
      next[2 * i] = FIRST_IN_TURN(row[i], row[i + VECTOR_LANES / 2]);
      next[2 * i + 1] = SECOND_IN_TURN(row[i], row[i + VECTOR_LANES / 2]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < VECTOR_LANES; i++) row[i] = next[i];
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < VECTOR_LANES; i++) NAME(store)(y + i * y_stride, row[i]);
}

static void NAME(transpose)(ptrdiff_t rows, ptrdiff_t columns, const void *in,
                            ptrdiff_t in_stride, void *out, ptrdiff_t out_stride) {
  const REAL *x = in;
  REAL *y = out;
  for (ptrdiff_t i0 = 0; i0 < rows; i0 += VECTOR_LANES)
    for (ptrdiff_t j0 = 0; j0 < columns; j0 += VECTOR_LANES) {
      if (i0 + VECTOR_LANES <= rows && j0 + VECTOR_LANES <= columns) {
        NAME(transpose_square)(x + i0 * in_stride + j0, in_stride, y + j0 * out_stride + i0,
                               out_stride);
        continue;
      }
      for (ptrdiff_t j = j0; j < columns && j < j0 + VECTOR_LANES; j++)
        for (ptrdiff_t i = i0; i < rows && i < i0 + VECTOR_LANES; i++)
          y[j * out_stride + i] = x[i * in_stride + j];
    }
}

/* Visits the vectors of a matrix, `at` being the place of one. */
#define EACH_VECTOR(rows, columns, stride)                                        \
  for (ptrdiff_t row = 0; row < (rows); row++)                                    \
    for (ptrdiff_t at = row * (stride); at < row * (stride) + (columns); at += VECTOR_LANES)

static void NAME(activate)(int activation, ptrdiff_t rows, ptrdiff_t columns, void *values,
                           ptrdiff_t stride) {
  REAL *a = values;
  switch (activation) {
  case KERNELS_RELU:
    EACH_VECTOR(rows, columns, stride) {
      VECTOR z = NAME(load)(a + at);
      /* A NaN stays one. */
      NAME(store)(a + at, (VECTOR)((WORDS)z & ~(z <= (REAL)0)));
    }
    break;
  case KERNELS_TANH:
    EACH_VECTOR(rows, columns, stride) NAME(store)(a + at, NAME(tanh)(NAME(load)(a + at)));
    break;
  case KERNELS_SIGMOID:
    EACH_VECTOR(rows, columns, stride) NAME(store)(a + at, NAME(sigmoid)(NAME(load)(a + at)));
    break;
  default: break;
  }
}

static void NAME(activation_gradient)(int activation, ptrdiff_t rows, ptrdiff_t columns,
                                      const void *values, void *gradient, ptrdiff_t stride) {
  const REAL *a = values;
  REAL *g = gradient;
  switch (activation) {
  case KERNELS_RELU:
    EACH_VECTOR(rows, columns, stride)
      NAME(store)(g + at, (VECTOR)((WORDS)NAME(load)(g + at) & (NAME(load)(a + at) > (REAL)0)));
    break;
  case KERNELS_TANH:
    EACH_VECTOR(rows, columns, stride) {
      VECTOR value = NAME(load)(a + at);
      NAME(store)(g + at, NAME(load)(g + at) * fused(-value, value, NAME(splat)(1)));
    }
    break;
  case KERNELS_SIGMOID:
    EACH_VECTOR(rows, columns, stride) {
      VECTOR value = NAME(load)(a + at);
      NAME(store)(g + at, NAME(load)(g + at) * (value * ((REAL)1 - value)));
    }
    break;
  default: break;
  }
}

static void NAME(multiply)(ptrdiff_t rows, ptrdiff_t columns, const void *x, const void *y,
                           void *out, ptrdiff_t stride) {
  EACH_VECTOR(rows, columns, stride)
    NAME(store)((REAL *)out + at,
                NAME(load)((const REAL *)x + at) * NAME(load)((const REAL *)y + at));
}

static void NAME(column_sums)(ptrdiff_t rows, ptrdiff_t columns, const void *values,
                              ptrdiff_t stride, void *out) {
  for (ptrdiff_t j = 0; j < columns; j += VECTOR_LANES) {
    VECTOR sum = {0};
    for (ptrdiff_t i = 0; i < rows; i++)
      sum += NAME(load)((const REAL *)values + i * stride + j);
    NAME(store)((REAL *)out + j, sum);
  }
}

static void NAME(mask)(const kernels_mask *mask, ptrdiff_t first_row, ptrdiff_t rows,
                       ptrdiff_t first_column, ptrdiff_t columns, double factor, void *factors,
                       ptrdiff_t stride) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    REAL *out = (REAL *)factors + i * stride;
    for (ptrdiff_t j = 0; j < columns; j += 64) {
      uint32_t words[64] __attribute__((aligned(64)));
      SET(philox)(mask, (uint32_t)((first_column + j) / 4), (uint32_t)(first_row + i), words);
      ptrdiff_t count = columns - j < 64 ? columns - j : 64;
      for (ptrdiff_t u = 0; u < count; u++)
        out[j + u] = words[u] >= mask->threshold ? (REAL)factor : (REAL)0;
    }
  }
}

/* ---- Losses -------------------------------------------------------------------------------- */

static void NAME(cross_entropy)(ptrdiff_t rows, ptrdiff_t classes, ptrdiff_t stride,
                                const void *values, const int32_t *labels, double scale,
                                double *losses, void *gradient) {
  REAL powers[CLASS_LIMIT] __attribute__((aligned(64)));
  for (ptrdiff_t i = 0; i < rows; i++) {
    const REAL *z = (const REAL *)values + i * stride;
    REAL largest = z[0];
    for (ptrdiff_t j = 1; j < classes; j++)
      if (z[j] > largest || largest != largest) largest = z[j];
    VECTOR top = NAME(splat)(largest);
    for (ptrdiff_t j = 0; j < classes; j += VECTOR_LANES)
      NAME(store)(powers + j, NAME(exp)(NAME(load)(z + j) - top));
    REAL sum = 0;
    for (ptrdiff_t j = 0; j < classes; j++) sum += powers[j];
    /* The logarithm of all rows at once would be faster by a little and harder to read. */
    REAL logarithm = NAME(log)(NAME(splat)(sum))[0];
    losses[i] = (double)(logarithm - (z[labels[i]] - largest));
    if (gradient) {
      REAL *g = (REAL *)gradient + i * stride;
      for (ptrdiff_t j = 0; j < classes; j++)
        g[j] = (powers[j] / sum - (j == labels[i] ? (REAL)1 : (REAL)0)) * (REAL)scale;
    }
  }
}

static void NAME(logistic)(ptrdiff_t rows, ptrdiff_t stride, const void *values,
                           const int32_t *labels, double scale, double *losses, void *gradient) {
  for (ptrdiff_t i0 = 0; i0 < rows; i0 += VECTOR_LANES) {
    ptrdiff_t count = rows - i0 < VECTOR_LANES ? rows - i0 : VECTOR_LANES;
    VECTOR z = {0}, t = {0};
    for (ptrdiff_t i = 0; i < count; i++) {
      z[i] = ((const REAL *)values)[(i0 + i) * stride];
      t[i] = (REAL)labels[i0 + i];
    }
    /* log(1 + e^z) = max(z, 0) + log(1 + e^-|z|); what rounding took from 1 + e is put back. */
    VECTOR e = NAME(exp)(-NAME(magnitude)(z));
    VECTOR u = e + (REAL)1;
    VECTOR log1p = NAME(log)(u) + (e - (u - (REAL)1)) / u;
    VECTOR larger = NAME(choose)(z > (REAL)0, z, NAME(splat)(0));
    VECTOR loss = (larger - z * t) + log1p;
    VECTOR g = (NAME(sigmoid)(z) - t) * (REAL)scale;
    for (ptrdiff_t i = 0; i < count; i++) {
      losses[i0 + i] = (double)loss[i];
      if (gradient) ((REAL *)gradient)[(i0 + i) * stride] = g[i];
    }
  }
}

static void NAME(squared_error)(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                                const void *values, const void *targets, double weight,
                                double scale, double *losses, void *gradient) {
  REAL twice = (REAL)(2 * weight);
  for (ptrdiff_t i = 0; i < rows; i++) {
    const REAL *y = (const REAL *)values + i * stride, *t = (const REAL *)targets + i * stride;
    REAL sum = 0;
    for (ptrdiff_t j = 0; j < columns; j++) {
      REAL difference = y[j] - t[j];
      sum += difference * difference;
      if (gradient)
        ((REAL *)gradient)[i * stride + j] = twice * difference * (REAL)scale;
    }
    losses[i] = weight * (double)sum;
  }
}

static void NAME(classify)(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride,
                           const void *values, int32_t *classes) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const REAL *y = (const REAL *)values + i * stride;
    ptrdiff_t best = 0;
    for (ptrdiff_t j = 1; j < columns; j++)
      if (y[j] > y[best]) best = j;
    classes[i] = columns == 1 ? y[0] > (REAL)0 : (int32_t)best;
  }
}

/* ---- Updates ------------------------------------------------------------------------------- */

INLINE VECTOR NAME(sign)(VECTOR w, REAL size) {
  VECTOR signed_size = (VECTOR)((WORDS)NAME(splat)(size) | SIGN_BITS(w));
  return (VECTOR)((WORDS)signed_size & (w != (REAL)0));
}

INLINE int NAME(update_as)(const int rule, const int zero_rule, const kernels_update *by,
                           ptrdiff_t count, REAL *w, const REAL *g, REAL *u, REAL *v) {
  VECTOR l2 = NAME(splat)((REAL)by->l2), decay = NAME(splat)((REAL)by->decay);
  VECTOR rate = NAME(splat)((REAL)-by->rate);
  VECTOR momentum = NAME(splat)((REAL)by->momentum);
  VECTOR gradient_scale = NAME(splat)((REAL)by->gradient_scale);
  VECTOR beta1 = NAME(splat)((REAL)by->beta1), rest1 = NAME(splat)((REAL)by->rest1);
  VECTOR beta2 = NAME(splat)((REAL)by->beta2), rest2 = NAME(splat)((REAL)by->rest2);
  VECTOR scale = NAME(splat)((REAL)by->scale), inner = NAME(splat)((REAL)by->inner);
  VECTOR outer = NAME(splat)((REAL)by->outer);
  VECTOR threshold = NAME(splat)((REAL)by->threshold);
  REAL l1 = (REAL)by->l1;
  WORDS fine = ~(WORDS){0};
  for (ptrdiff_t at = 0; at < count; at += VECTOR_LANES) {
    VECTOR weight = NAME(load)(w + at);
    VECTOR gradient = fused(l2, weight, NAME(load)(g + at));
    if (zero_rule == KERNELS_SUBGRADIENT || zero_rule == KERNELS_HOLD)
      gradient += NAME(sign)(weight, l1);
    VECTOR direction = gradient;
    if (rule == KERNELS_MOMENTUM || rule == KERNELS_NESTEROV) {
      VECTOR part = gradient_scale * gradient;
      VECTOR velocity = fused(momentum, NAME(load)(u + at), part);
      NAME(store)(u + at, velocity);
      direction = rule == KERNELS_MOMENTUM ? velocity : fused(momentum, velocity, part);
    }
    if (rule == KERNELS_RMSPROP || rule == KERNELS_ADAM) {
      VECTOR second = fused(beta2, NAME(load)(v + at), rest2 * gradient * gradient);
      NAME(store)(v + at, second);
      if (rule == KERNELS_ADAM) {
        direction = fused(beta1, NAME(load)(u + at), rest1 * gradient);
        NAME(store)(u + at, direction);
      }
      direction /= __builtin_elementwise_sqrt(fused(scale, second, inner)) + outer;
    }
    VECTOR next = fused(rate, direction, decay * weight);
    if (zero_rule == KERNELS_PROXIMAL) {
      VECTOR rest = NAME(magnitude)(next) - threshold;
      VECTOR shrunk = (VECTOR)((WORDS)rest | SIGN_BITS(next));
      next = (VECTOR)((WORDS)shrunk & ~(rest <= (REAL)0));
    }
    if (zero_rule == KERNELS_HOLD) {
      WORDS crossed = ((weight > (REAL)0) & (next < (REAL)0)) |
                      ((weight < (REAL)0) & (next > (REAL)0)) | (weight == (REAL)0);
      next = (VECTOR)((WORDS)next & ~crossed);
    }
    NAME(store)(w + at, next);
    /* Infinite and NaN less themselves are NaN. */
    fine &= (next - next) == (REAL)0;
  }
  int all = 1;
  for (int lane = 0; lane < VECTOR_LANES; lane++) all &= fine[lane] != 0;
  return all;
}

static int NAME(update)(const kernels_update *by, ptrdiff_t count, void *w, const void *g,
                        void *u, void *v) {
#define UPDATE_AS(rule, zero_rule) \
  return NAME(update_as)(rule, zero_rule, by, count, w, g, u, v)
#define ZERO_RULES(rule)                                      \
  switch (by->zero_rule) {                                    \
  case KERNELS_SUBGRADIENT: UPDATE_AS(rule, KERNELS_SUBGRADIENT); \
  case KERNELS_HOLD: UPDATE_AS(rule, KERNELS_HOLD);           \
  case KERNELS_PROXIMAL: UPDATE_AS(rule, KERNELS_PROXIMAL);   \
  default: UPDATE_AS(rule, KERNELS_NO_L1);                    \
  }
  switch (by->rule) {
  case KERNELS_MOMENTUM: ZERO_RULES(KERNELS_MOMENTUM)
  case KERNELS_NESTEROV: ZERO_RULES(KERNELS_NESTEROV)
  case KERNELS_RMSPROP: ZERO_RULES(KERNELS_RMSPROP)
  case KERNELS_ADAM: ZERO_RULES(KERNELS_ADAM)
  default: ZERO_RULES(KERNELS_SGD)
  }
#undef ZERO_RULES
#undef UPDATE_AS
}

/* The gradients of a group of inputs, by its list. */
INLINE void NAME(listed_strip)(const int vectors, ptrdiff_t rows, const uint32_t *list,
                               const REAL *x, ptrdiff_t x_stride, const REAL *dz,
                               ptrdiff_t dz_stride, REAL *gradient, ptrdiff_t columns) {
  NAME(strip)(vectors, rows, (ptrdiff_t)list[0], list + 1, x, 1, x_stride, dz, dz_stride, gradient,
              columns, NULL, KERNELS_FROM_ZERO);
}

static int NAME(descend)(const kernels_update *update, ptrdiff_t inputs, ptrdiff_t columns,
                         ptrdiff_t samples, const void *values, ptrdiff_t x_stride,
                         const uint32_t *lists, const void *slopes, ptrdiff_t dz_stride,
                         void *weights, void *first_moment, void *second_moment) {
  enum { AT_ONCE = 8 * KERNELS_GROUP };
  REAL gradient[AT_ONCE * KERNELS_PANEL] __attribute__((aligned(64)));
  const REAL *x = values, *dz = slopes;
  REAL *w = weights, *u = first_moment, *v = second_moment;
  int all = 1;
  for (ptrdiff_t first = 0; first < inputs; first += AT_ONCE) {
    ptrdiff_t count = inputs - first < AT_ONCE ? inputs - first : AT_ONCE;
    if (lists) {
      for (ptrdiff_t i = 0; i < count; i += KERNELS_GROUP) {
        ptrdiff_t rows = count - i < KERNELS_GROUP ? count - i : KERNELS_GROUP;
        const uint32_t *list = lists + (first + i) / KERNELS_GROUP * (samples + 1);
        REAL *to = gradient + i * columns;
        ptrdiff_t j = 0;
        for (; j + TILE_VECTORS * VECTOR_LANES <= columns; j += TILE_VECTORS * VECTOR_LANES)
          NAME(listed_strip)(TILE_VECTORS, rows, list, x + first + i, x_stride, dz + j, dz_stride,
                             to + j, columns);
        for (; j < columns; j += VECTOR_LANES)
          NAME(listed_strip)(1, rows, list, x + first + i, x_stride, dz + j, dz_stride, to + j,
                             columns);
      }
    } else {
      NAME(product)(count, columns, samples, x + first, 1, x_stride, dz, dz_stride, gradient,
                    columns, NULL, KERNELS_FROM_ZERO);
    }
    ptrdiff_t at = first * columns;
    all &= NAME(update)(update, count * columns, w + at, gradient, u ? u + at : u, v ? v + at : v);
  }
  return all;
}

static void NAME(clip)(ptrdiff_t count, void *gradient, double scale, double limit) {
  REAL *g = gradient;
  VECTOR high = NAME(splat)((REAL)limit), low = NAME(splat)((REAL)-limit);
  for (ptrdiff_t at = 0; at < count; at += VECTOR_LANES) {
    VECTOR x = NAME(load)(g + at) * (REAL)scale;
    x = NAME(choose)(x > high, high, x);
    NAME(store)(g + at, NAME(choose)(x < low, low, x));
  }
}

static void NAME(summarize)(ptrdiff_t rows, ptrdiff_t columns, const void *values,
                            ptrdiff_t stride, kernels_summary *summary) {
  typedef REAL numbers __attribute__((vector_size(16 * sizeof(REAL)), aligned(4), may_alias));
  typedef double doubles __attribute__((vector_size(128), may_alias));
  typedef int64_t counts __attribute__((vector_size(128), may_alias));
  doubles magnitudes = {0}, squares = {0}, largest = {0};
  counts zeros = {0}, small = {0};
  for (ptrdiff_t i = 0; i < rows; i++) {
    const REAL *x = (const REAL *)values + i * stride;
    for (ptrdiff_t j0 = 0; j0 < columns; j0 += 16) {
      ptrdiff_t count = columns - j0 < 16 ? columns - j0 : 16;
      numbers number = {0};
      if (count == 16)
        number = *(const numbers *)(x + j0);
      else
        for (ptrdiff_t lane = 0; lane < count; lane++) number[lane] = x[j0 + lane];
      doubles size = __builtin_convertvector(number, doubles);
      size = (doubles)((counts)size & INT64_MAX);
      magnitudes += size;
      squares += size * size;
      zeros -= size == 0;
      small -= size < 1e-3;
      counts larger = size > largest;
      largest = (doubles)(((counts)size & larger) | ((counts)largest & ~larger));
    }
  }
  /* Behind the last column stood zeros that are none. */
  ptrdiff_t behind = rows * ((columns + 15) / 16 * 16 - columns);
  *summary = (kernels_summary){.zeros = -behind, .small = -behind};
  for (int lane = 0; lane < 16; lane++) {
    summary->zeros += zeros[lane];
    summary->small += small[lane];
    summary->sum_of_magnitudes += magnitudes[lane];
    summary->sum_of_squares += squares[lane];
    if (largest[lane] > summary->largest_magnitude) summary->largest_magnitude = largest[lane];
  }
}

static void NAME(histogram)(ptrdiff_t rows, ptrdiff_t columns, const void *values,
                            ptrdiff_t stride, double range, int bins, int64_t *counts) {
  /* Neighbours are counted apart: most weights fall into few bins, and a count that was just written
     is slow to be read again. */
  enum { APART = 4 };
  uint32_t parts[APART][KERNELS_BIN_LIMIT];
  for (int part = 0; part < APART; part++)
    for (int k = 0; k < bins; k++) parts[part][k] = 0;
  double factor = bins / (2 * range), last = bins - 1;
  for (ptrdiff_t i = 0; i < rows; i++) {
    const REAL *x = (const REAL *)values + i * stride;
    for (ptrdiff_t j = 0; j < columns; j++) {
      double place = ((double)x[j] + range) * factor;
      place = place > 0 ? place : 0;
      parts[j % APART][(int)(place < last ? place : last)]++;
    }
  }
  for (int part = 0; part < APART; part++)
    for (int k = 0; k < bins; k++) counts[k] += parts[part][k];
}

/* ---- Samples ------------------------------------------------------------------------------- */

static void NAME(gather_bytes)(ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x,
                               const int32_t *order, ptrdiff_t next, const void *factor,
                               const void *offset, void *out, ptrdiff_t stride) {
  typedef uint8_t bytes __attribute__((vector_size(VECTOR_LANES), aligned(1), may_alias));
  const REAL *scale = factor, *shift = offset;
  for (ptrdiff_t i = 0; i < rows; i++) {
    const uint8_t *from = x + (ptrdiff_t)order[i] * columns;
    REAL *to = (REAL *)out + i * stride;
    if (i < next) {
      const uint8_t *later = x + (ptrdiff_t)order[rows + i] * columns;
      for (ptrdiff_t j = 0; j < columns; j += 64) __builtin_prefetch(later + j, 0, 1);
    }
    ptrdiff_t j = 0;
    for (; j + VECTOR_LANES <= columns; j += VECTOR_LANES) {
      WORDS whole = __builtin_convertvector(*(const bytes *)(from + j), WORDS);
      NAME(store)(to + j, fused(__builtin_convertvector(whole, VECTOR), NAME(load)(scale + j),
                                NAME(load)(shift + j)));
    }
    for (; j < columns; j++)
      to[j] = fused(NAME(splat)((REAL)from[j]), NAME(splat)(scale[j]), NAME(splat)(shift[j]))[0];
  }
}

static void NAME(gather)(ptrdiff_t rows, ptrdiff_t columns, const void *x, ptrdiff_t x_stride,
                         const int32_t *order, void *out, ptrdiff_t stride) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const REAL *from = (const REAL *)x + (ptrdiff_t)order[i] * x_stride;
    REAL *to = (REAL *)out + i * stride;
    for (ptrdiff_t j = 0; j < columns; j += VECTOR_LANES)
      NAME(store)(to + j, NAME(load)(from + j));
  }
}

const kernels_table NAME(kernels) = {
    .product = NAME(product),
    .listed_product = NAME(listed_product),
    .transpose = NAME(transpose),
    .activate = NAME(activate),
    .activation_gradient = NAME(activation_gradient),
    .multiply = NAME(multiply),
    .column_sums = NAME(column_sums),
    .mask = NAME(mask),
    .cross_entropy = NAME(cross_entropy),
    .logistic = NAME(logistic),
    .squared_error = NAME(squared_error),
    .classify = NAME(classify),
    .update = NAME(update),
    .descend = NAME(descend),
    .clip = NAME(clip),
    .summarize = NAME(summarize),
    .histogram = NAME(histogram),
    .gather_bytes = NAME(gather_bytes),
    .gather = NAME(gather),
    .exponential = NAME(exponential),
    .logarithm = NAME(logarithm),
    .hyperbolic_tangent = NAME(hyperbolic_tangent),
};

#undef VECTOR
#undef EACH_VECTOR
#undef FIRST_IN_TURN
#undef SECOND_IN_TURN
#undef WORDS
#undef NAME
#undef INLINE
#undef SIGN_BITS
#undef REAL
#undef WORD
#undef UWORD
#undef VECTOR_LANES
#undef MANTISSA_BITS
#undef EXPONENT_BIAS
#undef ROUNDING_SHIFT
#undef EXP_TERMS
#undef LOG_TERMS
#undef EXP_LOWEST
#undef EXP_HIGHEST
#undef TANH_LIMIT
#undef LN2_HIGH
#undef LN2_LOW
#undef SQRT_HALF_BITS
#undef TYPED
