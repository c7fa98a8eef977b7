// Replays every golden vector: one test a folder of Tests/Vectors. After begin and every step the
// traffic and cycles are counted on the shipped machines and on random ones, before the results are
// compared: no configuration changes a bit. $ATSNN_MACHINES is how many random ones (default 4).
#include "machines.h"
#include "support.h"
#include "vector_folders.h"
#include "vector_input.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned replayed_vectors;
static unsigned skipped_vectors;
static atsnn_machine shipped[SHIPPED_MACHINES];
static unsigned random_machines = 4;

/// Where a comparison stands, for its message.
typedef struct {
  const char *folder;
  const char *vector;
  uint32_t timestep;
  uint32_t node;
} place;

static void expect(const place *at, const char *what, int64_t expected, int64_t observed) {
  if (expected != observed) {
    fail_msg("%s/%s timestep %" PRIu32 " node %" PRIu32 ": %s is %" PRId64 ", expected %" PRId64,
             at->folder, at->vector, at->timestep, at->node, what, observed, expected);
  }
}

static void expect_list(const place *at, const char *what, const cJSON *expected,
                        const int32_t *observed, uint32_t count) {
  expect(at, "the number of values", cJSON_GetArraySize(expected), count);
  uint32_t i = 0;
  const cJSON *item = NULL;
  cJSON_ArrayForEach(item, expected) {
    if ((int64_t)item->valuedouble != observed[i]) {
      fail_msg("%s/%s timestep %" PRIu32 ": %s[%" PRIu32 "] is %" PRId32 ", expected %.0f",
               at->folder, at->vector, at->timestep, what, i, observed[i], item->valuedouble);
    }
    i++;
  }
}

/// The trace first: it names the neuron where the digest only says that one differs.
static void expect_trace(const place *at, const char *what, const cJSON *trace,
                         const atsnn_accelerator *accelerator, bool membranes) {
  if (trace == NULL) {
    return;
  }
  expect(at, "the number of elements", cJSON_GetArraySize(trace),
         atsnn_accelerator_elements(accelerator, at->node));
  uint32_t element = 0;
  const cJSON *item = NULL;
  cJSON_ArrayForEach(item, trace) {
    int64_t observed = atsnn_accelerator_output(accelerator, at->node, element);
    if (membranes) {
      observed = atsnn_accelerator_membrane(accelerator, at->node, element);
    }
    if ((int64_t)item->valuedouble != observed) {
      fail_msg("%s/%s timestep %" PRIu32 " node %" PRIu32 " neuron %" PRIu32 ": %s is %" PRId64
               ", expected %.0f",
               at->folder, at->vector, at->timestep, at->node, element, what, observed,
               item->valuedouble);
    }
    element++;
  }
}

static void expect_digest(const place *at, const char *what, const char *expected,
                          uint64_t observed) {
  char text[17];
  snprintf(text, sizeof text, "%016" PRIx64, observed);
  if (strcmp(text, expected) != 0) {
    fail_msg("%s/%s timestep %" PRIu32 " node %" PRIu32 ": digest of %s is %s, expected %s",
             at->folder, at->vector, at->timestep, at->node, what, text, expected);
  }
}

static void expect_node(const place *at, const cJSON *node, const atsnn_accelerator *accelerator) {
  const cJSON *trace = cJSON_GetObjectItemCaseSensitive(node, "trace");
  expect_trace(at, "output", cJSON_GetObjectItemCaseSensitive(trace, "output"), accelerator, false);
  expect_digest(at, "output", json_string(node, "output"),
                atsnn_accelerator_output_digest(accelerator, at->node));
  const bool spiking = atsnn_accelerator_node_kind(accelerator, at->node) == ATSNN_NODE_SPIKING;
  expect(at, "having membranes", cJSON_HasObjectItem(node, "membranes"), spiking);
  if (spiking) {
    expect_trace(at, "membrane", cJSON_GetObjectItemCaseSensitive(trace, "membranes"), accelerator,
                 true);
    expect_digest(at, "membranes", json_string(node, "membranes"),
                  atsnn_accelerator_membrane_digest(accelerator, at->node));
  }
}

static void expect_counts(place *at, const cJSON *timestep, const test_machine *m) {
  const cJSON *operations = json_array(timestep, "synaptic_operations");
  const cJSON *saturations = json_array(timestep, "saturations");
  expect(at, "the number of operation counts", cJSON_GetArraySize(operations), m->image.node_count);
  expect(at, "the number of saturation counts", cJSON_GetArraySize(saturations),
         m->image.node_count);
  for (at->node = 0; at->node < m->image.node_count; at->node++) {
    const atsnn_counts *counts = atsnn_accelerator_counts(&m->accelerator, at->node);
    expect(at, "synaptic operations", json_integer_at(operations, (int)at->node),
           (int64_t)counts->synaptic_operations);
    expect(at, "saturations", json_integer_at(saturations, (int)at->node),
           (int64_t)counts->saturations);
    expect(at, "operations above the worst case", false,
           counts->synaptic_operations + counts->neuron_updates >
               atsnn_image_worst_case(&m->image, at->node));
  }
}

static void expect_score(const place *at, const cJSON *timestep, const atsnn_step *step) {
  const cJSON *score = cJSON_GetObjectItemCaseSensitive(timestep, "score");
  expect(at, "having a score", cJSON_IsArray(score), step->has_score);
  if (step->has_score) {
    expect(at, "score a", json_integer_at(score, 0), step->score_a);
    expect(at, "score b", json_integer_at(score, 1), step->score_b);
  }
}

static void expect_timestep(place *at, const cJSON *timestep, const test_machine *m,
                            const atsnn_step *step) {
  const cJSON *nodes = json_array(timestep, "nodes");
  expect(at, "the number of nodes", cJSON_GetArraySize(nodes), m->image.node_count - 1);
  at->node = 0;
  const cJSON *node = NULL;
  cJSON_ArrayForEach(node, nodes) {
    expect_node(at, node, &m->accelerator);
    at->node++;
  }
  expect_list(at, "logits", json_array(timestep, "logits"),
              atsnn_accelerator_logits(&m->accelerator), m->image.classes);
  expect_list(at, "readout", json_array(timestep, "readout"),
              atsnn_accelerator_readout(&m->accelerator), m->image.classes);
  expect_score(at, timestep, step);
  expect_counts(at, timestep, m);
}

/// Rules C2 and C5, a number a node, where the folder has them. Right after begin.
static void expect_extra(place *at, const cJSON *extra, const test_machine *m) {
  const cJSON *pixels = cJSON_GetObjectItemCaseSensitive(extra, "input_operations");
  const cJSON *worst = cJSON_GetObjectItemCaseSensitive(extra, "worst_case_operations");
  for (at->node = 0; at->node < m->image.node_count; at->node++) {
    if (pixels != NULL) {
      expect(at, "input operations", json_integer_at(pixels, (int)at->node),
             (int64_t)atsnn_accelerator_counts(&m->accelerator, at->node)->input_macs);
    }
    if (worst != NULL) {
      expect(at, "the worst case", json_integer_at(worst, (int)at->node),
             (int64_t)atsnn_image_worst_case(&m->image, at->node));
    }
  }
}

/// Rule X10, where the vector has a reason.
static void expect_reason(const place *at, const cJSON *vector, const atsnn_step *step) {
  static const char *const names[] = {"none", "score", "last", "budget"};
  if (cJSON_HasObjectItem(vector, "exit_reason")) {
    assert_string_equal(json_string(vector, "exit_reason"), names[step->reason]);
  }
  expect(at, "having a reason", step->reason != ATSNN_REASON_NONE, step->exits);
}

/// Counts the last call on every machine. The random ones are the same at every step.
static void count_machines(const char *name, const test_machine *m, const uint8_t *input) {
  for (size_t i = 0; i < SHIPPED_MACHINES; i++) {
    check_counts(name, &shipped[i], &m->accelerator, input);
  }
  for (unsigned i = 1; i <= random_machines; i++) {
    uint64_t seed = 0x9E3779B97F4A7C15u * i;
    const atsnn_machine machine = random_machine(&seed);
    check_counts(name, &machine, &m->accelerator, input);
  }
}

/// What the last call took: pixels at begin, a frame at a step on events.
static const uint8_t *last_input(const test_machine *m, const uint8_t *input, uint32_t timestep) {
  const bool events = m->image.input_kind == ATSNN_INPUT_EVENTS;
  if (!events) {
    return timestep == 0 ? input : NULL;
  }
  return timestep == 0 ? NULL : input + (timestep - 1) * machine_frame_bytes(m);
}

static void replay(const char *folder, const cJSON *vector, const cJSON *extra, test_machine *m,
                   const file_bytes *input) {
  place at = {.folder = folder, .vector = json_string(vector, "name")};
  expect(&at, "input bytes", (int64_t)machine_input_bytes(m), (int64_t)input->length);
  machine_begin(m, input->bytes);
  count_machines(at.vector, m, last_input(m, input->bytes, 0));
  expect_extra(&at, extra, m);
  const cJSON *timesteps = json_array(vector, "timesteps");
  atsnn_step step = {.exits = false};
  const cJSON *timestep = NULL;
  cJSON_ArrayForEach(timestep, timesteps) {
    expect(&at, "an exit before the vector's", 0, step.exits);
    step = machine_step(m, input->bytes, at.timestep++);
    count_machines(at.vector, m, last_input(m, input->bytes, at.timestep));
    expect(&at, "the timestep", at.timestep, step.timestep);
    expect_timestep(&at, timestep, m, &step);
  }
  expect(&at, "the exit", 1, step.exits);
  expect(&at, "the exit timestep", json_integer(vector, "exit_timestep"), step.timestep);
  expect_reason(&at, vector, &step);
  expect(&at, "the prediction", json_integer(vector, "prediction"), step.prediction);
  replayed_vectors++;
}

static void test_folder(void **state) {
  const char *name = *state;
  char folder[PATH_BYTES];
  char path[PATH_BYTES];
  join_path(folder, vectors_folder(), name);
  join_path(path, folder, "vectors.json");
  cJSON *document = read_json(path);
  assert_int_equal(json_integer(document, "format"), 1);
  assert_int_equal(json_integer(document, "arithmetic_version"), 1);
  join_path(path, folder, "extra.json");
  cJSON *extra = access(path, F_OK) == 0 ? read_json(path) : NULL;
  test_machine m;
  join_path(path, folder, json_string(document, "image"));
  machine_make(&m, path);
  const cJSON *vector = NULL;
  cJSON_ArrayForEach(vector, json_array(document, "vectors")) {
    file_bytes input;
    if (vector_input_read(folder, vector, &input)) {
      replay(name, vector, extra, &m, &input);
      free_file(&input);
    } else {
      print_message("[  SKIPPED ] %s/%s: its data set is not at hand\n", name,
                    json_string(vector, "name"));
      skipped_vectors++;
    }
  }
  machine_free(&m);
  cJSON_Delete(extra);
  cJSON_Delete(document);
}

static void test_vectors_were_replayed(void **state) {
  (void)state;
  print_message("%u vectors replayed, %u skipped, on %u machines\n", replayed_vectors,
                skipped_vectors, SHIPPED_MACHINES + random_machines);
  assert_true(replayed_vectors > 0);
}

/// Reads the machines before any vector.
static int read_machines(void **state) {
  (void)state;
  const char *count = getenv("ATSNN_MACHINES");
  random_machines = count == NULL ? random_machines : (unsigned)strtoul(count, NULL, 10);
  read_shipped_machines(shipped);
  return 0;
}

int main(void) {
  return vector_folders_run("vectors", test_folder, test_vectors_were_replayed, read_machines);
}
