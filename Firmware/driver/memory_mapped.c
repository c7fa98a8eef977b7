#include "driver.h"

#include <stdatomic.h>

static uint32_t read_window(void *context, uint32_t offset) {
  const volatile uint32_t *window = context;
  const uint32_t value = window[offset / 4];
  atomic_thread_fence(memory_order_seq_cst);
  return value;
}

/// The fence before the write lets the device see what a job's memory holds when its doorbell
/// rings.
static void write_window(void *context, uint32_t offset, uint32_t value) {
  volatile uint32_t *window = context;
  atomic_thread_fence(memory_order_seq_cst);
  window[offset / 4] = value;
}

atsnn_bus atsnn_bus_memory_mapped(volatile uint32_t *window) {
  return (atsnn_bus){
      .context = (void *)(uintptr_t)window,
      .read = read_window,
      .write = write_window,
  };
}
