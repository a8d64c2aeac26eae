/* All kernels for the instruction set that SET names. */
#include "philox.h"

#include "numbers_float32.h"
#include "kernels.h"
#include "numbers_float64.h"
#include "kernels.h"
