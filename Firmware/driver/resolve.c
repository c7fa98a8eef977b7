#include "driver.h"

atsnn_result atsnn_driver_resolve_check(const atsnn_driver *driver) {
  if (driver == NULL) {
    return ATSNN_BAD_ARGUMENT;
  }
  return driver->job == ATSNN_DRIVER_IDLE ? ATSNN_BAD_STATE : atsnn_driver_look(driver);
}

atsnn_result atsnn_driver_resolve_wait(const atsnn_driver *driver, uint32_t limit) {
  const atsnn_result now = atsnn_driver_resolve_check(driver);
  return now == ATSNN_BUSY ? atsnn_driver_wait(driver, limit) : now;
}

static uint64_t read_wide(const atsnn_driver *driver, uint32_t low) {
  return atsnn_driver_read(driver, low) | (uint64_t)atsnn_driver_read(driver, low + 4) << 32;
}

/// Two's complement reading of 64 bits, without a conversion out of range.
static int64_t to_signed(uint64_t bits) {
  return bits <= (uint64_t)INT64_MAX ? (int64_t)bits : -1 - (int64_t)~bits;
}

static void read_answer(const atsnn_driver *driver, atsnn_run_answer *answer) {
  *answer = (atsnn_run_answer){
      .timesteps = atsnn_driver_read(driver, ATSNN_REGISTER_TIMESTEP),
      .prediction = atsnn_driver_read(driver, ATSNN_REGISTER_PREDICTION),
      .reason = (atsnn_exit_reason)atsnn_driver_read(driver, ATSNN_REGISTER_EXIT_REASON),
      .score_a = to_signed(read_wide(driver, ATSNN_REGISTER_SCORE_A_LOW)),
      .score_b = to_signed(read_wide(driver, ATSNN_REGISTER_SCORE_B_LOW)),
      .cycles = read_wide(driver, ATSNN_REGISTER_CYCLES_LOW),
  };
}

/// Whether a device ends a job with this.
static bool is_end(uint32_t result) {
  return result <= ATSNN_ADDRESS || result == ATSNN_BAD_ARGUMENT || result == ATSNN_NO_MEMORY ||
         result == ATSNN_BAD_STATE || result == ATSNN_ABORTED || result == ATSNN_BUS_ADDRESS;
}

/// What the device wrote is in memory, not yet in the cache.
static void take_output(const atsnn_driver *driver) {
  if (driver->bus.invalidate != NULL && driver->output_bytes > 0) {
    driver->bus.invalidate(driver->bus.context, driver->output, driver->output_bytes);
  }
}

atsnn_result atsnn_driver_resolve(atsnn_driver *driver, atsnn_run_answer *answer) {
  const atsnn_result ended = atsnn_driver_resolve_check(driver);
  if (ended != ATSNN_OK) {
    return ended;
  }
  const uint32_t result = atsnn_driver_read(driver, ATSNN_REGISTER_RESULT);
  if (!is_end(result)) {
    return ATSNN_DEVICE_FAULT;
  }
  if (result == ATSNN_OK && driver->job == ATSNN_DRIVER_RUNNING) {
    take_output(driver);
    if (answer != NULL) {
      read_answer(driver, answer);
    }
  }
  driver->job = ATSNN_DRIVER_IDLE;
  return (atsnn_result)result;
}

uint32_t atsnn_driver_state_needed(const atsnn_driver *driver) {
  return atsnn_driver_read(driver, ATSNN_REGISTER_STATE_NEEDED);
}
