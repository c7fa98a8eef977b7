#include "device.h"

#include "device_memory.h"

static void set(atsnn_device *device, uint32_t offset, uint32_t value) {
  device->registers[atsnn_register_index(offset)] = value;
}

static uint32_t get(const atsnn_device *device, uint32_t offset) {
  return atsnn_device_read(device, offset);
}

static void set_wide(atsnn_device *device, uint32_t low, uint64_t value) {
  set(device, low, (uint32_t)value);
  set(device, low + 4, (uint32_t)(value >> 32));
}

static void set_status(atsnn_device *device, uint32_t bit, bool on) {
  const uint32_t status = get(device, ATSNN_REGISTER_STATUS);
  set(device, ATSNN_REGISTER_STATUS, on ? status | bit : status & ~bit);
}

static void finish(atsnn_device *device, atsnn_result result) {
  device->job = ATSNN_JOB_NONE;
  set_status(device, ATSNN_STATUS_BUSY, false);
  set(device, ATSNN_REGISTER_RESULT, (uint32_t)result);
  set_wide(device, ATSNN_REGISTER_CYCLES_LOW, device->cycles);
  set(device, ATSNN_REGISTER_INTERRUPT_PENDING,
      get(device, ATSNN_REGISTER_INTERRUPT_PENDING) | ATSNN_INTERRUPT_DONE);
}

// --- LOAD
// -----------------------------------------------------------------------------------------

/// Cycles to read the image once from DRAM: it is checked as it passes.
static uint64_t load_cycles(const atsnn_device *device) {
  const uint64_t bytes = get(device, ATSNN_REGISTER_IMAGE_BYTES);
  const uint64_t per_cycle =
      (uint64_t)device->machine->dram_bandwidth * device->machine->picoseconds;
  return device->machine->dram_latency + (bytes * 1000000 + per_cycle - 1) / per_cycle;
}

static void say_state_needed(atsnn_device *device) {
  const uint64_t needed = atsnn_accelerator_memory_size(&device->image);
  set(device, ATSNN_REGISTER_STATE_NEEDED, needed < UINT32_MAX ? (uint32_t)needed : UINT32_MAX);
}

/// A machine as after a load, in the state's memory; no run before it leaves a trace.
static atsnn_result make_machine(atsnn_device *device) {
  const atsnn_region state = atsnn_state_region(device);
  return atsnn_accelerator_init(&device->accelerator, &device->image, state.bytes, state.length);
}

static atsnn_result start_load(atsnn_device *device) {
  const atsnn_region image = atsnn_image_region(device);
  const atsnn_region state = atsnn_state_region(device);
  set_status(device, ATSNN_STATUS_LOADED, false);
  const atsnn_result reachable = atsnn_regions_check(&image, &state);
  if (reachable != ATSNN_OK) {
    return reachable;
  }
  device->due = load_cycles(device);
  device->end = atsnn_image_open(&device->image, image.bytes, image.length);
  device->last = true;
  return ATSNN_OK;
}

static atsnn_result finish_load(atsnn_device *device) {
  if (device->end != ATSNN_OK) {
    return device->end;
  }
  say_state_needed(device);
  const atsnn_result made = make_machine(device);
  set_status(device, ATSNN_STATUS_LOADED, made == ATSNN_OK);
  return made;
}

// --- RUN
// ------------------------------------------------------------------------------------------

static bool is_events(const atsnn_device *device) {
  return device->image.input_kind == ATSNN_INPUT_EVENTS;
}

static size_t frame_bytes(const atsnn_device *device) {
  return (size_t)device->image.input_height * device->image.input_width *
         device->image.input_channels;
}

/// What the part under way takes: all nodes of the last begin or step.
static uint64_t cycles_of(const atsnn_device *device, const uint8_t *input) {
  uint64_t cycles = 0;
  for (uint32_t node = 0; node < device->image.node_count; node++) {
    atsnn_machine_counts counts = {0};
    if (atsnn_machine_count(device->machine, &device->accelerator, input, node, &counts) ==
        ATSNN_OK) {
      cycles += counts.cycles;
    }
  }
  return cycles;
}

static atsnn_result start_run(atsnn_device *device) {
  if ((get(device, ATSNN_REGISTER_STATUS) & ATSNN_STATUS_LOADED) == 0) {
    return ATSNN_BAD_STATE;
  }
  const size_t needed = frame_bytes(device) * (is_events(device) ? device->image.timesteps : 1u);
  const atsnn_result reachable = atsnn_run_regions_check(device, needed);
  if (reachable != ATSNN_OK) {
    return reachable;
  }
  atsnn_result result = make_machine(device);
  result = result == ATSNN_OK ? atsnn_policy_apply(device) : result;
  if (result != ATSNN_OK) {
    return result;
  }
  device->input = atsnn_input_region(device).bytes;
  const uint8_t *pixels = is_events(device) ? NULL : device->input;
  result = atsnn_accelerator_begin(&device->accelerator, pixels);
  device->due = cycles_of(device, pixels);
  device->last = false;
  return result;
}

static void run_timestep(atsnn_device *device) {
  const uint32_t timestep = get(device, ATSNN_REGISTER_TIMESTEP);
  const uint8_t *frame = is_events(device) ? device->input + timestep * frame_bytes(device) : NULL;
  device->end = atsnn_accelerator_step(&device->accelerator, frame, &device->step);
  device->due += cycles_of(device, frame);
  device->last = device->end != ATSNN_OK || device->step.exits;
}

static atsnn_result finish_run(atsnn_device *device) {
  if (device->end == ATSNN_OK) {
    set(device, ATSNN_REGISTER_PREDICTION, device->step.prediction);
    set(device, ATSNN_REGISTER_EXIT_REASON, (uint32_t)device->step.reason);
    set_wide(device, ATSNN_REGISTER_SCORE_A_LOW, (uint64_t)device->step.score_a);
    set_wide(device, ATSNN_REGISTER_SCORE_B_LOW, (uint64_t)device->step.score_b);
    atsnn_output_write(device);
  }
  return device->end;
}

// --- Any job
// --------------------------------------------------------------------------------------

void atsnn_job_start(atsnn_device *device, uint8_t job) {
  device->job = job;
  device->cycles = 0;
  device->due = 0;
  device->end = ATSNN_OK;
  set(device, ATSNN_REGISTER_TIMESTEP, 0);
  set_status(device, ATSNN_STATUS_BUSY, true);
  const atsnn_result started = job == ATSNN_JOB_LOAD ? start_load(device) : start_run(device);
  if (started != ATSNN_OK) {
    finish(device, started);
  }
}

void atsnn_job_abort(atsnn_device *device) {
  finish(device, ATSNN_ABORTED);
}

/// The part under way has ended: what it did can be seen, and the next one begins.
static void next_part(atsnn_device *device) {
  if (device->job == ATSNN_JOB_RUN) {
    set(device, ATSNN_REGISTER_TIMESTEP, device->accelerator.timestep);
  }
  if (!device->last) {
    run_timestep(device);
  } else {
    finish(device, device->job == ATSNN_JOB_LOAD ? finish_load(device) : finish_run(device));
  }
}

void atsnn_device_advance(atsnn_device *device, uint64_t cycles) {
  while (device->job != ATSNN_JOB_NONE && cycles >= device->due) {
    cycles -= device->due;
    device->cycles += device->due;
    device->due = 0;
    next_part(device);
  }
  if (device->job != ATSNN_JOB_NONE) {
    device->cycles += cycles;
    device->due -= cycles;
  }
}
