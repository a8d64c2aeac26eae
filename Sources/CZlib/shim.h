// inflateInit2 is a macro, which Swift does not import.
#ifndef REGTUTOR_CZLIB_H
#define REGTUTOR_CZLIB_H

#include <zlib.h>

// The window bits say what is read: 15 + 16 is gzip, -15 a stream without header and checksum.
static inline int zlib_start_inflation(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}

#endif
