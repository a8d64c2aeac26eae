#include "include/CKernels.h"

#include <string.h>

/* Eight bytes of each row, one over the other; at the end of the columns fewer. */
static inline uint64_t joined(const uint8_t *const *row, int rows, ptrdiff_t column,
                                   size_t size) {
  uint64_t any = 0;
  for (int i = 0; i < rows; i++) {
    uint64_t bytes = 0;
    memcpy(&bytes, row[i] + column, size);
    any |= bytes;
  }
  return any;
}

void kernels_list_terms(ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x, const int32_t *order,
                        uint32_t *lists) {
  for (ptrdiff_t first = 0; first < rows; first += KERNELS_BAND) {
    const uint8_t *row[KERNELS_BAND];
    int count = rows - first < KERNELS_BAND ? (int)(rows - first) : KERNELS_BAND;
    for (int i = 0; i < count; i++) row[i] = x + order[first + i] * columns;
    for (ptrdiff_t begin = 0; begin < columns; begin += KERNELS_TERMS) {
      ptrdiff_t end = columns - begin < KERNELS_TERMS ? columns : begin + KERNELS_TERMS;
      uint32_t *next = lists + 1;
      for (ptrdiff_t column = begin; column < end; column += 8) {
        uint64_t any = count == KERNELS_BAND && end - column >= 8
                           ? joined(row, KERNELS_BAND, column, 8)
                           : joined(row, count, column, end - column < 8 ? end - column : 8);
        /* Every column is written, and kept where it counts: faster than to branch. A byte behind
           the last column is zero, and so is never kept. */
        for (int byte = 0; byte < 8; byte++) {
          *next = (uint32_t)(column + byte);
          next += (any >> (8 * byte) & 0xff) != 0;
        }
      }
      lists[0] = (uint32_t)(next - lists) - 1;
      lists += KERNELS_TERMS + 1;
    }
  }
}

void kernels_list_rows(ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x, const int32_t *order,
                       uint32_t *lists) {
  /* Two groups at a time, from one load. */
  for (ptrdiff_t column = 0; column < columns; column += 2 * KERNELS_GROUP) {
    size_t size = columns - column < 8 ? (size_t)(columns - column) : 8;
    uint32_t *left = lists, *right = lists + rows + 1;
    uint32_t in_left = 0, in_right = 0;
    for (ptrdiff_t row = 0; row < rows; row++) {
      const uint8_t *place = x + order[row] * columns + column;
      uint64_t bytes = size == 8 ? joined(&place, 1, 0, 8) : joined(&place, 1, 0, size);
      left[1 + in_left] = (uint32_t)row;
      in_left += (uint32_t)bytes != 0;
      right[1 + in_right] = (uint32_t)row;
      in_right += bytes >> 32 != 0;
    }
    left[0] = in_left;
    right[0] = in_right;
    lists += 2 * (rows + 1);
  }
}

_Static_assert(KERNELS_GROUP == 4, "two groups are eight bytes");
