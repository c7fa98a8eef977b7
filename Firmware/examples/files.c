#include "files.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void fail(const char *where, const char *what) {
  fprintf(stderr, "%s: %s\n", where, what);
  exit(2);
}

buffer allocate(size_t length) {
  const size_t unit = ATSNN_SESSION_ALIGNMENT;
  buffer made = {aligned_alloc(unit, (length + unit) / unit * unit), length};
  if (made.bytes == NULL) {
    fail("memory", "not enough of it");
  }
  return made;
}

buffer read_model(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
    fail(path, "cannot be read");
  }
  const long length = ftell(file);
  rewind(file);
  if (length < 0) {
    fail(path, "cannot be read");
  }
  buffer model = allocate((size_t)length);
  if (fread(model.bytes, 1, model.length, file) != model.length) {
    fail(path, "cannot be read");
  }
  fclose(file);
  return model;
}

atsnn_session *open_session(const char *path, const buffer *model, buffer *memory) {
  atsnn_session *session = NULL;
  *memory = allocate(atsnn_session_size(model->bytes, model->length));
  const int32_t result =
      atsnn_session_init(&session, model->bytes, model->length, memory->bytes, memory->length);
  if (result != ATSNN_SESSION_OK) {
    fail(path, atsnn_session_error(result));
  }
  return session;
}
