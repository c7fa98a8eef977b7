#include "model_bus.h"

#include <stdlib.h>
#include <string.h>

static uint32_t model_read(void *context, uint32_t offset) {
  model_bus *model = context;
  return atsnn_device_read(&model->device, offset);
}

static void model_write(void *context, uint32_t offset, uint32_t value) {
  model_bus *model = context;
  atsnn_device_write(&model->device, offset, value);
}

static uint32_t model_ticks(void *context) {
  model_bus *model = context;
  atsnn_device_advance(&model->device, model->tick_cycles);
  return model->now++;
}

static void model_idle(void *context) {
  model_bus *model = context;
  if (atsnn_device_interrupt(&model->device)) {
    model->interrupts++;
    if (model->notified != NULL) {
      assert_true(atsnn_driver_interrupt(model->notified));
    }
  }
}

/// Memory that is not the device's has an address that it does not reach.
static uint64_t model_address(void *context, const void *memory) {
  const model_bus *model = context;
  const uintptr_t offset = (uintptr_t)memory - (uintptr_t)model->memory;
  return offset < model->bytes ? offset : UINT64_MAX / 128 * 64;
}

void model_make(model_bus *model, const char *name, size_t bytes) {
  memset(model, 0, sizeof *model);
  model->machine = read_machine(name);
  model->memory = allocate_aligned(bytes);
  model->bytes = bytes;
  model->tick_cycles = 1000;
  memset(model->memory, 0xA5, bytes);
  assert_int_equal(atsnn_device_init(&model->device, &model->machine, model->memory, bytes),
                   ATSNN_OK);
}

void model_free(model_bus *model) {
  free(model->memory);
}

atsnn_bus model_as_bus(model_bus *model) {
  return (atsnn_bus){
      .context = model,
      .read = model_read,
      .write = model_write,
      .ticks = model_ticks,
      .idle = model_idle,
      .address = model_address,
  };
}

void *model_take(model_bus *model, size_t bytes) {
  void *piece = model->memory + model->used;
  model->used += (bytes + ATSNN_ALIGNMENT - 1) / ATSNN_ALIGNMENT * ATSNN_ALIGNMENT;
  assert_true(model->used <= model->bytes);
  return piece;
}

void *model_copy(model_bus *model, const void *source, size_t bytes) {
  return memcpy(model_take(model, bytes), source, bytes);
}
