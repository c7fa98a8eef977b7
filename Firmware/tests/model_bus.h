/// The device model with memory of its own, behind an atsnn_bus: bus addresses are offsets into
/// that memory, and every tick lets cycles pass.
#ifndef ATSNN_TESTS_MODEL_BUS_H
#define ATSNN_TESTS_MODEL_BUS_H

#include "machines.h"

#include "atsnn_device.h"
#include "atsnn_driver.h"

typedef struct {
  atsnn_machine machine;
  atsnn_device device;
  uint8_t *memory;
  size_t bytes;
  size_t used;
  uint32_t now;           ///< the clock, in ticks
  uint64_t tick_cycles;   ///< cycles that pass between two looks at the clock
  unsigned interrupts;    ///< times that the line was seen raised while idle
  atsnn_driver *notified; ///< whose handler is called then; null for none
} model_bus;

/// A device of the shipped machine `name` with that much memory, painted with 0xA5.
void model_make(model_bus *model, const char *name, size_t bytes);
void model_free(model_bus *model);

atsnn_bus model_as_bus(model_bus *model);

/// The next piece of the device's memory at a multiple of ATSNN_ALIGNMENT; fails the test when
/// there is none left.
void *model_take(model_bus *model, size_t bytes);

/// The same with a copy of `source` in it.
void *model_copy(model_bus *model, const void *source, size_t bytes);

#endif
