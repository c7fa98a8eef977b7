/// The accelerator on image_builder.h's small network, in memory of its own.
#ifndef ATSNN_TESTS_SMALL_MACHINE_H
#define ATSNN_TESTS_SMALL_MACHINE_H

#include "image_builder.h"

typedef struct {
  built_image built;
  atsnn_image image;
  atsnn_accelerator accelerator;
  void *memory;
} small_machine;

/// Builds and opens the network and initializes the accelerator; 0, or -1 where that fails.
int small_machine_make(small_machine *m);

/// Gives back the memory of a machine that was made.
void small_machine_free(small_machine *m);

#endif
