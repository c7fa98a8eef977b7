#include "small_machine.h"

#include "support.h"

#include <stdlib.h>

int small_machine_make(small_machine *m) {
  build_small(&m->built);
  if (atsnn_image_open(&m->image, m->built.bytes, m->built.length) != ATSNN_OK) {
    return -1;
  }
  const size_t bytes = atsnn_accelerator_memory_size(&m->image);
  m->memory = allocate_aligned(bytes);
  return atsnn_accelerator_init(&m->accelerator, &m->image, m->memory, bytes) == ATSNN_OK ? 0 : -1;
}

void small_machine_free(small_machine *m) {
  free(m->memory);
}
