/// @file
/// What the examples for Linux share: aligned memory, a model from a file, a session in memory of
/// its own. Every failure ends the program with one line and status 2.
#ifndef FILES_H
#define FILES_H

#include <stddef.h>

#include "atsnn.h"

typedef struct {
  unsigned char *bytes;
  size_t length;
} buffer;

_Noreturn void fail(const char *where, const char *what);

/// Bytes at an address that suits images, sessions and streams.
buffer allocate(size_t length);

buffer read_model(const char *path);

/// A session of the model read from `path`; `memory` receives what it lives in.
atsnn_session *open_session(const char *path, const buffer *model, buffer *memory);

#endif
