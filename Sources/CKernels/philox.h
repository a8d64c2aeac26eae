/* Sixteen blocks of Philox4x32-10 at the counters (first + 0 ... 15, row, step, tag), their words
   in order. Salmon, Moraes, Dror and Shaw 2011, section 4.3. */

typedef uint32_t words_32 __attribute__((vector_size(64), may_alias));
typedef uint64_t words_64 __attribute__((vector_size(64), may_alias));

/* The high and low halves of the 32-bit lanes' products with a constant. */
static inline __attribute__((always_inline)) words_32 SET(product_halves)(words_32 x,
                                                                         uint64_t factor,
                                                                         words_32 *low) {
  words_64 pairs = (words_64)x;
  words_64 even = (pairs & 0xffffffffu) * factor, odd = (pairs >> 32) * factor;
  *low = (words_32)((even & 0xffffffffu) | (odd << 32));
  return (words_32)((even >> 32) | (odd & ~(words_64){0} << 32));
}

static inline __attribute__((always_inline)) void SET(philox)(const kernels_mask *mask,
                                                              uint32_t first, uint32_t row,
                                                              uint32_t *words) {
  words_32 c0 = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  words_32 zero = {0}, c1 = zero + row, c2 = zero + mask->step, c3 = zero + mask->tag;
  c0 += first;
  uint32_t k0 = mask->key[0], k1 = mask->key[1];
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    words_32 low0, low1;
    words_32 high0 = SET(product_halves)(c0, 0xD2511F53u, &low0);
    words_32 high1 = SET(product_halves)(c2, 0xCD9E8D57u, &low1);
    c0 = high1 ^ c1 ^ (zero + k0);
    c1 = low1;
    c2 = high0 ^ c3 ^ (zero + k1);
    c3 = low0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  for (int block = 0; block < 16; block++) {
    words[4 * block] = c0[block];
    words[4 * block + 1] = c1[block];
    words[4 * block + 2] = c2[block];
    words[4 * block + 3] = c3[block];
  }
}
