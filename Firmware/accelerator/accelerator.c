#include "machine.h"

#include <string.h>

size_t atsnn_accelerator_memory_size(const atsnn_image *image) {
  atsnn_accelerator machine;
  const uint64_t bytes = atsnn_plan(image, NULL, &machine);
  return bytes <= SIZE_MAX ? (size_t)bytes : SIZE_MAX;
}

static void load_policy(atsnn_accelerator *accelerator) {
  const atsnn_image *image = accelerator->image;
  accelerator->score = image->score;
  accelerator->minimum_timestep = image->minimum_timestep;
  accelerator->maximum_timestep = image->maximum_timestep;
  accelerator->budget = image->budget;
  for (uint32_t i = 0; i < image->node_count; i++) {
    accelerator->worst_case += atsnn_image_worst_case(image, i);
  }
  for (uint32_t t = 0; t < image->timesteps; t++) {
    accelerator->thresholds[t] = atsnn_image_timestep(image, t).threshold;
  }
}

atsnn_result atsnn_accelerator_init(atsnn_accelerator *accelerator, const atsnn_image *image,
                                    void *memory, size_t bytes) {
  if (accelerator == NULL || image == NULL || memory == NULL ||
      (uintptr_t)memory % ATSNN_ALIGNMENT != 0) {
    return ATSNN_BAD_ARGUMENT;
  }
  const size_t needed = atsnn_accelerator_memory_size(image);
  if (needed == SIZE_MAX || bytes < needed) {
    return ATSNN_NO_MEMORY;
  }
  *accelerator = (atsnn_accelerator){.phase = ATSNN_PHASE_READY};
  (void)atsnn_plan(image, memory, accelerator);
  load_policy(accelerator);
  atsnn_reset(accelerator);
  return ATSNN_OK;
}

static bool policy_is_valid(const atsnn_accelerator *accelerator, const atsnn_policy *policy) {
  const uint32_t timesteps = accelerator->image->timesteps;
  const unsigned score = (unsigned)policy->score;
  if (score > ATSNN_SCORE_MARGIN || policy->minimum_timestep < 1 ||
      policy->minimum_timestep > timesteps || policy->maximum_timestep < 1 ||
      policy->maximum_timestep > timesteps || !atsnn_budget_is_valid(policy->budget)) {
    return false;
  }
  if (policy->thresholds == NULL) {
    return score == ATSNN_SCORE_NEVER;
  }
  for (uint32_t t = 0; t < timesteps; t++) {
    if (score != ATSNN_SCORE_NEVER && policy->thresholds[t] > atsnn_threshold_limit(score)) {
      return false;
    }
  }
  return true;
}

atsnn_result atsnn_accelerator_set_policy(atsnn_accelerator *accelerator,
                                          const atsnn_policy *policy) {
  if (accelerator == NULL || policy == NULL || !policy_is_valid(accelerator, policy)) {
    return ATSNN_BAD_ARGUMENT;
  }
  if (accelerator->phase == ATSNN_PHASE_RUNNING) {
    return ATSNN_BAD_STATE;
  }
  accelerator->score = (uint8_t)policy->score;
  accelerator->minimum_timestep = policy->minimum_timestep;
  accelerator->maximum_timestep = policy->maximum_timestep;
  accelerator->budget = policy->budget;
  for (uint32_t t = 0; t < accelerator->image->timesteps; t++) {
    accelerator->thresholds[t] = policy->thresholds == NULL ? 0 : policy->thresholds[t];
  }
  return ATSNN_OK;
}

atsnn_result atsnn_accelerator_begin(atsnn_accelerator *accelerator, const uint8_t *input) {
  if (accelerator == NULL ||
      (input != NULL) != (accelerator->image->input_kind == ATSNN_INPUT_IMAGE)) {
    return ATSNN_BAD_ARGUMENT;
  }
  atsnn_reset(accelerator);
  accelerator->tensors[0].input = input;
  atsnn_cache_currents(accelerator);
  accelerator->tensors[0].input = NULL;
  accelerator->timestep = 0;
  accelerator->operations = 0;
  accelerator->phase = ATSNN_PHASE_BEGUN;
  return ATSNN_OK;
}

/// Runs every node once (timestep-major) and adds what it did to its totals.
static void run_nodes(atsnn_accelerator *accelerator, const uint8_t *frame) {
  accelerator->tensors[0].input = frame;
  for (uint32_t i = 0; i < accelerator->image->node_count; i++) {
    atsnn_node_run(accelerator, i);
  }
  accelerator->tensors[0].input = NULL;
}

/// The exit unit after the last node; its work counts as the read-out's.
static atsnn_verdict test_exit(atsnn_accelerator *accelerator) {
  const atsnn_image *image = accelerator->image;
  atsnn_timestep_record record = atsnn_image_timestep(image, accelerator->timestep);
  record.threshold = accelerator->thresholds[accelerator->timestep];
  atsnn_counts *counts = &accelerator->nodes[image->node_count - 1].now;
  if (accelerator->score != ATSNN_SCORE_NEVER) {
    counts->exit_tests++;
    counts->exit_classes += image->classes;
  }
  return atsnn_exit_test(accelerator->score, accelerator->readout, image->classes, &record);
}

static void add_totals(atsnn_accelerator *accelerator) {
  for (uint32_t i = 0; i < accelerator->image->node_count; i++) {
    const atsnn_counts *now = &accelerator->nodes[i].now;
    atsnn_counts_add(&accelerator->nodes[i].total, now);
    accelerator->operations += now->synaptic_operations + now->neuron_updates;
  }
}

/// Rules X7, X9 and X10 for the timestep whose totals were added. The sum of the budget is only
/// made before the last timestep, where it cannot wrap (rule O4).
static atsnn_exit_reason exit_reason(const atsnn_accelerator *accelerator, uint32_t timestep,
                                     bool passes) {
  if (timestep >= accelerator->minimum_timestep && passes) {
    return ATSNN_REASON_SCORE;
  }
  if (timestep >= accelerator->maximum_timestep) {
    return ATSNN_REASON_LAST;
  }
  const bool is_limited = accelerator->budget != 0;
  return is_limited && accelerator->operations + accelerator->worst_case > accelerator->budget
             ? ATSNN_REASON_BUDGET
             : ATSNN_REASON_NONE;
}

atsnn_result atsnn_accelerator_step(atsnn_accelerator *accelerator, const uint8_t *frame,
                                    atsnn_step *step) {
  if (accelerator == NULL || step == NULL ||
      (frame != NULL) != (accelerator->image->input_kind == ATSNN_INPUT_EVENTS)) {
    return ATSNN_BAD_ARGUMENT;
  }
  if (accelerator->phase != ATSNN_PHASE_BEGUN && accelerator->phase != ATSNN_PHASE_RUNNING) {
    return ATSNN_BAD_STATE;
  }
  run_nodes(accelerator, frame);
  const atsnn_verdict verdict = test_exit(accelerator);
  add_totals(accelerator);
  const uint32_t timestep = ++accelerator->timestep;
  const atsnn_exit_reason reason = exit_reason(accelerator, timestep, verdict.passes);
  const bool exits = reason != ATSNN_REASON_NONE;
  accelerator->phase = exits ? ATSNN_PHASE_FINISHED : ATSNN_PHASE_RUNNING;
  *step = (atsnn_step){
      .timestep = timestep,
      .prediction = verdict.prediction,
      .exits = exits,
      .has_score = verdict.has_score,
      .score_a = verdict.a,
      .score_b = verdict.b,
      .reason = reason,
  };
  return ATSNN_OK;
}
