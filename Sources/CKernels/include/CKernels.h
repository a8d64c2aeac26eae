#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/* The arithmetic of training, for Float32 and Float64 and for several instruction sets that give
   the same bits. Matrices are stored row after row; a row's stride is a multiple of
   KERNELS_LANES numbers, what lies behind its last column is zero and stays zero. Pointers to
   numbers are of the table's type and aligned to KERNELS_ALIGNMENT bytes. Where nothing else is
   said a number of columns is rounded up to whole vectors. */

#define KERNELS_LANES 16
#define KERNELS_ALIGNMENT 64
#define KERNELS_CLASS_LIMIT 4096
#define KERNELS_PANEL 32
#define KERNELS_GROUP 4
#define KERNELS_BAND 4
#define KERNELS_TERMS 256
#define KERNELS_BIN_LIMIT 1024

enum kernels_instruction_set {
  KERNELS_PORTABLE = 0,
  KERNELS_NEON = 1,
  KERNELS_AVX2 = 2,
  KERNELS_AVX512 = 3,
};

enum kernels_activation { KERNELS_LINEAR, KERNELS_RELU, KERNELS_TANH, KERNELS_SIGMOID };
enum kernels_rule { KERNELS_SGD, KERNELS_MOMENTUM, KERNELS_NESTEROV, KERNELS_RMSPROP, KERNELS_ADAM };
enum kernels_zero_rule { KERNELS_NO_L1, KERNELS_SUBGRADIENT, KERNELS_HOLD, KERNELS_PROXIMAL };

/* Where a product's sums begin. */
enum kernels_start { KERNELS_FROM_ZERO, KERNELS_FROM_ROW, KERNELS_FROM_RESULT };

/* The numbers of one update. With g the gradient of the data loss:
     g += l2 w + l1 sign(w)
     w1 = decay w
     sgd:      w' = w1 - rate g
     momentum: u = momentum u + gradient_scale g,  w' = w1 - rate u
     nesterov: u the same,                         w' = w1 - rate (momentum u + gradient_scale g)
     rmsprop:  v = beta2 v + rest2 g^2,            w' = w1 - rate g / (sqrt(v + inner) + outer)
     adam:     m = beta1 m + rest1 g, v the same,
               w' = w1 - rate m / (sqrt(scale v + inner) + outer)
   and then, by the rule at zero, hold or the soft threshold of w' by `threshold`. */
typedef struct kernels_update {
  int rule;
  int zero_rule;
  double l1, l2, decay, rate, threshold;
  double momentum, gradient_scale;
  double beta1, rest1, beta2, rest2, scale, inner, outer;
} kernels_update;

/* What stands in a matrix, its padding left out. Sums are made in 16 parts, column j in part
   j mod 16, the parts added in order, all in Float64. */
typedef struct kernels_summary {
  int64_t zeros;
  int64_t small; /* |w| < 1e-3, zeros among them */
  double sum_of_magnitudes;
  double sum_of_squares;
  double largest_magnitude;
} kernels_summary;

/* The random words of a mask: see kernels_table.mask. */
typedef struct kernels_mask {
  uint32_t key[2];
  uint32_t step, tag;
  uint32_t threshold;
} kernels_mask;

typedef struct kernels_table {
  /* c[i, j] = s[j] + sum over k, in order, of a[i a_row + k a_step] b[k, j], each term by one
     fused multiply-add; s is 0, a row, or what stands in c. */
  void (*product)(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t terms, const void *a,
                  ptrdiff_t a_row, ptrdiff_t a_step, const void *b, ptrdiff_t b_stride, void *c,
                  ptrdiff_t c_stride, const void *start_row, int start);
  /* The product from a row, with the terms alone that the lists of kernels_list_terms name: the
     others are 0 in every row of a band, and would add exactly nothing. */
  void (*listed_product)(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t terms, const void *a,
                         ptrdiff_t a_row, const uint32_t *lists, const void *b,
                         ptrdiff_t b_stride, void *c, ptrdiff_t c_stride, const void *start_row);
  /* out[j, i] = in[i, j] */
  void (*transpose)(ptrdiff_t rows, ptrdiff_t columns, const void *in, ptrdiff_t in_stride,
                    void *out, ptrdiff_t out_stride);
  /* a = f(a) */
  void (*activate)(int activation, ptrdiff_t rows, ptrdiff_t columns, void *a, ptrdiff_t stride);
  /* gradient = gradient f'(z), by a = f(z) */
  void (*activation_gradient)(int activation, ptrdiff_t rows, ptrdiff_t columns, const void *a,
                              void *gradient, ptrdiff_t stride);
  /* out = x y, one by one */
  void (*multiply)(ptrdiff_t rows, ptrdiff_t columns, const void *x, const void *y, void *out,
                   ptrdiff_t stride);
  /* out[j] = sum over i, in order, of x[i, j] */
  void (*column_sums)(ptrdiff_t rows, ptrdiff_t columns, const void *x, ptrdiff_t stride,
                      void *out);
  /* factors[i, j] = factor where the word of unit u = first_column + j in row first_row + i is at
     least the threshold, else 0. The word is number u mod 4 of Philox4x32-10's block at the
     counter (u div 4, row, step, tag). `first_column` is a multiple of 4, `columns` is taken as
     it is. */
  void (*mask)(const kernels_mask *mask, ptrdiff_t first_row, ptrdiff_t rows,
               ptrdiff_t first_column, ptrdiff_t columns, double factor, void *factors,
               ptrdiff_t stride);

  /* losses[i] = log(sum over j of exp z[i, j]) - z[i, class of i];
     gradient[i, j] = (softmax(z[i])[j] - [j = class of i]) scale; gradient may be null. */
  void (*cross_entropy)(ptrdiff_t rows, ptrdiff_t classes, ptrdiff_t stride, const void *z,
                        const int32_t *labels, double scale, double *losses, void *gradient);
  /* losses[i] = log(1 + exp z[i]) - t[i] z[i]; gradient[i] = (sigmoid(z[i]) - t[i]) scale */
  void (*logistic)(ptrdiff_t rows, ptrdiff_t stride, const void *z, const int32_t *labels,
                   double scale, double *losses, void *gradient);
  /* losses[i] = weight sum over j of (y[i, j] - t[i, j])^2;
     gradient[i, j] = 2 weight (y[i, j] - t[i, j]) scale */
  void (*squared_error)(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride, const void *y,
                        const void *targets, double weight, double scale, double *losses,
                        void *gradient);

  /* classes[i] = the first column of row i's largest number; with one column, whether it is
     above 0. */
  void (*classify)(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride, const void *y,
                   int32_t *classes);

  /* One update of numbers side by side; u is the velocity or the first moment, v the second
     moment. Returns whether all new weights are finite. */
  int (*update)(const kernels_update *update, ptrdiff_t count, void *w, const void *g, void *u,
                void *v);
  /* The update of the weights w[i, j] of some inputs to the columns of a panel, which lie side by
     side, with the gradients g[i, j] = sum over b, in order, of x[b, i] dz[b, j]: as product and
     update would do it, a few inputs at a time, so that gradients stay in the nearest cache. With
     lists of kernels_list_rows, terms of groups that are all zero are left out. At most KERNELS_PANEL columns. */
  int (*descend)(const kernels_update *update, ptrdiff_t inputs, ptrdiff_t columns,
                 ptrdiff_t samples, const void *x, ptrdiff_t x_stride, const uint32_t *lists,
                 const void *dz, ptrdiff_t dz_stride, void *w, void *u, void *v);
  /* g = min(max(g scale, -limit), limit) */
  void (*clip)(ptrdiff_t count, void *g, double scale, double limit);
  void (*summarize)(ptrdiff_t rows, ptrdiff_t columns, const void *x, ptrdiff_t stride,
                    kernels_summary *summary);
  /* counts[k] += how many x of a matrix have k <= (x + range) bins / (2 range) < k + 1, those below
     being in the first bin and those above in the last. At most KERNELS_BIN_LIMIT bins. */
  void (*histogram)(ptrdiff_t rows, ptrdiff_t columns, const void *x, ptrdiff_t stride,
                    double range, int bins, int64_t *counts);

  /* out[i, j] = x[order[i], j] factor[j] + offset[j], by one fused multiply-add; what lies
     behind the last column is left alone. `next` rows of x that order names behind these are asked
     for from memory meanwhile. */
  void (*gather_bytes)(ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x, const int32_t *order,
                       ptrdiff_t next, const void *factor, const void *offset, void *out,
                       ptrdiff_t stride);
  void (*gather)(ptrdiff_t rows, ptrdiff_t columns, const void *x, ptrdiff_t x_stride,
                 const int32_t *order, void *out, ptrdiff_t stride);

  /* Elementary functions, one by one; count a multiple of KERNELS_LANES. Errors against the exact
     value, in units of the last place: exp and log below 1, tanh and the sigmoid below 3; the
     largest seen in 4 million arguments were 0.98, 0.89, 2.55 and 2.43. Where e^x would be
     subnormal it is 0. */
  void (*exponential)(ptrdiff_t count, const void *x, void *out);
  void (*logarithm)(ptrdiff_t count, const void *x, void *out);
  void (*hyperbolic_tangent)(ptrdiff_t count, const void *x, void *out);
} kernels_table;

/* The kernels for an instruction set; null where this machine has not got it. */
const kernels_table *kernels_float32(enum kernels_instruction_set set);
const kernels_table *kernels_float64(enum kernels_instruction_set set);

/* Whether two stretches of memory have the same bytes. */
int kernels_equal(const void *a, const void *b, size_t count);

/* Where bytes that are gathered as inputs are not zero. Row i is row order[i] of x.
   list_terms: for every band of KERNELS_BAND rows and in it every KERNELS_TERMS columns, which columns
   have a byte that is not zero in a row of the band; a list takes KERNELS_TERMS + 1 places.
   list_rows: for every group of KERNELS_GROUP columns, which rows have a byte in it that is not zero;
   a list takes rows + 1 places. A list begins with its length and is in order. */
void kernels_list_terms(ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x, const int32_t *order,
                        uint32_t *lists);
void kernels_list_rows(ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x, const int32_t *order,
                       uint32_t *lists);

/* Sets the calling thread to flush subnormal numbers to zero, as inputs and as results; gives
   what was set before, for kernels_restore. */
uint64_t kernels_flush_subnormals(void);
void kernels_restore(uint64_t saved);

/* Threads that run one function together. */
typedef struct kernels_team kernels_team;
typedef void (*kernels_work)(void *context, int member);

/* Null where the threads cannot be had. The workers have all signals blocked. */
kernels_team *kernels_team_create(int members);
void kernels_team_destroy(kernels_team *team);
/* Runs `work` as every member, 0 on the calling thread, with subnormals flushed; returns when
   all are done. */
void kernels_team_run(kernels_team *team, kernels_work work, void *context);
/* Waits until every member is here. */
void kernels_team_wait(kernels_team *team, int member);

/* Runs `work(context, 0)` on a new thread with all signals blocked; 0 or an errno. */
int kernels_start_thread(kernels_work work, void *context);

/* Something that one thread waits for and others announce; an announcement that nobody waits for
   is kept for the next who does. */
typedef struct kernels_event kernels_event;
kernels_event *kernels_event_create(void); /* null where there is no memory */
void kernels_event_destroy(kernels_event *event);
void kernels_event_announce(kernels_event *event);
void kernels_event_wait(kernels_event *event);

#endif
