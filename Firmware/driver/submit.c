#include "driver.h"

static bool is_aligned(const void *memory, uintptr_t alignment) {
  return (uintptr_t)memory % alignment == 0;
}

static void write_address(const atsnn_driver *driver, uint32_t low, const void *memory) {
  const atsnn_bus *bus = &driver->bus;
  const uint64_t address =
      bus->address != NULL ? bus->address(bus->context, memory) : (uint64_t)(uintptr_t)memory;
  atsnn_driver_write(driver, low, (uint32_t)address);
  atsnn_driver_write(driver, low + 4, (uint32_t)(address >> 32));
}

static void clean(const atsnn_driver *driver, const void *memory, size_t bytes) {
  if (driver->bus.clean != NULL && bytes > 0) {
    driver->bus.clean(driver->bus.context, memory, bytes);
  }
}

/// Memory that the device will write: no line of the cache may be written back over it.
static void give(const atsnn_driver *driver, void *memory, size_t bytes) {
  clean(driver, memory, bytes);
  if (driver->bus.invalidate != NULL && bytes > 0) {
    driver->bus.invalidate(driver->bus.context, memory, bytes);
  }
}

static void ring(atsnn_driver *driver, uint32_t command, uint8_t job) {
  atsnn_driver_write(driver, ATSNN_REGISTER_INTERRUPT_PENDING,
                     ATSNN_INTERRUPT_DONE | ATSNN_INTERRUPT_REFUSED);
  driver->job = job;
  atsnn_driver_write(driver, ATSNN_REGISTER_CONTROL, command);
}

atsnn_result atsnn_driver_submit_check(const atsnn_driver *driver) {
  if (driver == NULL) {
    return ATSNN_BAD_ARGUMENT;
  }
  return driver->job != ATSNN_DRIVER_IDLE ? ATSNN_BUSY : atsnn_driver_look(driver);
}

atsnn_result atsnn_driver_submit_load(atsnn_driver *driver, const atsnn_load *load) {
  if (driver == NULL || load == NULL || load->image == NULL || load->state == NULL ||
      !is_aligned(load->image, ATSNN_ALIGNMENT) || !is_aligned(load->state, ATSNN_ALIGNMENT)) {
    return ATSNN_BAD_ARGUMENT;
  }
  const atsnn_result free = atsnn_driver_submit_check(driver);
  if (free != ATSNN_OK) {
    return free;
  }
  clean(driver, load->image, load->bytes);
  give(driver, load->state, load->state_bytes);
  write_address(driver, ATSNN_REGISTER_IMAGE_ADDRESS_LOW, load->image);
  atsnn_driver_write(driver, ATSNN_REGISTER_IMAGE_BYTES, load->bytes);
  write_address(driver, ATSNN_REGISTER_STATE_ADDRESS_LOW, load->state);
  atsnn_driver_write(driver, ATSNN_REGISTER_STATE_BYTES, load->state_bytes);
  ring(driver, ATSNN_CONTROL_LOAD, ATSNN_DRIVER_LOADING);
  return ATSNN_OK;
}

static bool policy_is_valid(const atsnn_run *run) {
  const atsnn_policy *policy = run->policy;
  if (policy == NULL) {
    return true;
  }
  const bool scored = policy->score != ATSNN_SCORE_NEVER;
  return !scored || (policy->thresholds != NULL && run->timesteps > 0 &&
                     is_aligned(policy->thresholds, ATSNN_DRIVER_WORD_ALIGNMENT));
}

static bool run_is_valid(const atsnn_run *run) {
  return run->input != NULL && is_aligned(run->input, ATSNN_DRIVER_WORD_ALIGNMENT) &&
         is_aligned(run->output, ATSNN_DRIVER_WORD_ALIGNMENT) &&
         (run->output != NULL) == (run->output_bytes > 0) && policy_is_valid(run);
}

static void write_policy(const atsnn_driver *driver, const atsnn_run *run) {
  const atsnn_policy *policy = run->policy;
  uint32_t fields = 0;
  if (policy != NULL) {
    fields = ATSNN_POLICY_GIVEN | (uint32_t)policy->maximum_timestep << ATSNN_POLICY_MAXIMUM_SHIFT |
             (uint32_t)policy->minimum_timestep << ATSNN_POLICY_MINIMUM_SHIFT |
             ((uint32_t)policy->score & 0xFF) << ATSNN_POLICY_SCORE_SHIFT;
  }
  if (policy != NULL && policy->score != ATSNN_SCORE_NEVER) {
    clean(driver, policy->thresholds, run->timesteps * sizeof(uint32_t));
    write_address(driver, ATSNN_REGISTER_THRESHOLDS_ADDRESS_LOW, policy->thresholds);
  }
  if (policy != NULL) {
    atsnn_driver_write(driver, ATSNN_REGISTER_BUDGET_LOW, (uint32_t)policy->budget);
    atsnn_driver_write(driver, ATSNN_REGISTER_BUDGET_HIGH, (uint32_t)(policy->budget >> 32));
  }
  atsnn_driver_write(driver, ATSNN_REGISTER_POLICY, fields);
}

static void write_output(atsnn_driver *driver, const atsnn_run *run) {
  if (run->output != NULL) {
    give(driver, run->output, run->output_bytes);
    write_address(driver, ATSNN_REGISTER_OUTPUT_ADDRESS_LOW, run->output);
  }
  atsnn_driver_write(driver, ATSNN_REGISTER_OUTPUT_BYTES, run->output_bytes);
  driver->output = run->output;
  driver->output_bytes = run->output_bytes;
}

atsnn_result atsnn_driver_submit_run(atsnn_driver *driver, const atsnn_run *run) {
  if (driver == NULL || run == NULL || !run_is_valid(run)) {
    return ATSNN_BAD_ARGUMENT;
  }
  const atsnn_result free = atsnn_driver_submit_check(driver);
  if (free != ATSNN_OK) {
    return free;
  }
  clean(driver, run->input, run->bytes);
  write_address(driver, ATSNN_REGISTER_INPUT_ADDRESS_LOW, run->input);
  atsnn_driver_write(driver, ATSNN_REGISTER_INPUT_BYTES, run->bytes);
  write_policy(driver, run);
  write_output(driver, run);
  ring(driver, ATSNN_CONTROL_RUN, ATSNN_DRIVER_RUNNING);
  return ATSNN_OK;
}
