// Every golden vector as a job of the driver, on the device model of a shipped machine: exit
// timestep, prediction, score, logits and read-outs come back through registers and output as the
// oracle has them.
#include "model_bus.h"
#include "vector_folders.h"
#include "vector_input.h"

#include <stdlib.h>

enum { LIMIT = 1 << 20, ROOM = 4 * ATSNN_ALIGNMENT };

static unsigned replayed_vectors;

static void *as_input(model_bus *model, const file_bytes *input) {
  return model_copy(model, input->bytes, input->length);
}

static void expect_last(const cJSON *vector, const atsnn_run_answer *answer,
                        const int32_t *output) {
  const cJSON *timesteps = json_array(vector, "timesteps");
  const cJSON *last = cJSON_GetArrayItem(timesteps, cJSON_GetArraySize(timesteps) - 1);
  const cJSON *logits = json_array(last, "logits");
  const cJSON *readout = json_array(last, "readout");
  const int classes = cJSON_GetArraySize(logits);
  assert_int_equal(answer->timesteps, json_integer(vector, "exit_timestep"));
  assert_int_equal(answer->prediction, json_integer(vector, "prediction"));
  if (cJSON_HasObjectItem(vector, "exit_reason")) {
    static const char *const reasons[] = {"none", "score", "last", "budget"};
    assert_string_equal(json_string(vector, "exit_reason"), reasons[answer->reason]);
  }
  for (int i = 0; i < classes; i++) {
    assert_int_equal(output[i], json_integer_at(logits, i));
    assert_int_equal(output[classes + i], json_integer_at(readout, i));
  }
  const cJSON *score = cJSON_GetObjectItemCaseSensitive(last, "score");
  if (cJSON_IsArray(score)) {
    assert_true(answer->score_a == json_integer_at(score, 0));
    assert_true(answer->score_b == json_integer_at(score, 1));
  }
}

static void finish(atsnn_driver *driver, atsnn_run_answer *answer) {
  assert_int_equal(atsnn_driver_resolve_wait(driver, LIMIT), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve(driver, answer), ATSNN_OK);
}

static void run_vector(model_bus *model, atsnn_driver *driver, const cJSON *vector,
                       const file_bytes *input, uint32_t classes) {
  const size_t used = model->used;
  const atsnn_run run = {
      .input = as_input(model, input),
      .bytes = (uint32_t)input->length,
      .output_bytes = 8 * classes,
      .output = model_take(model, 8 * (size_t)classes),
  };
  atsnn_run_answer answer;
  assert_int_equal(atsnn_driver_submit_run(driver, &run), ATSNN_OK);
  finish(driver, &answer);
  expect_last(vector, &answer, run.output);
  assert_true(answer.cycles > 0);
  model->used = used;
  replayed_vectors++;
}

/// Memory for image, state, one input and one output.
static size_t memory_for(const test_machine *m) {
  return m->file.length + m->memory_bytes + machine_input_bytes(m) + 8u * m->image.classes + ROOM;
}

static void load_image(model_bus *model, atsnn_driver *driver, const test_machine *m) {
  const atsnn_bus bus = model_as_bus(model);
  assert_int_equal(atsnn_driver_open(driver, &bus, LIMIT), ATSNN_OK);
  const atsnn_load load = {
      .image = model_copy(model, m->file.bytes, m->file.length),
      .bytes = (uint32_t)m->file.length,
      .state = model_take(model, m->memory_bytes),
      .state_bytes = (uint32_t)m->memory_bytes,
  };
  assert_int_equal(atsnn_driver_submit_load(driver, &load), ATSNN_OK);
  finish(driver, NULL);
  assert_int_equal(atsnn_driver_state_needed(driver), m->memory_bytes);
}

static void test_folder(void **state) {
  const char *name = *state;
  char folder[PATH_BYTES];
  char path[PATH_BYTES];
  join_path(folder, vectors_folder(), name);
  join_path(path, folder, "vectors.json");
  cJSON *document = read_json(path);
  test_machine m;
  join_path(path, folder, json_string(document, "image"));
  machine_make(&m, path);
  model_bus model;
  atsnn_driver driver;
  model_make(&model, replayed_vectors % 2 == 0 ? "edge" : "micro", memory_for(&m));
  load_image(&model, &driver, &m);
  const cJSON *vector = NULL;
  cJSON_ArrayForEach(vector, json_array(document, "vectors")) {
    file_bytes input;
    if (vector_input_read(folder, vector, &input)) {
      run_vector(&model, &driver, vector, &input, m.image.classes);
      free_file(&input);
    }
  }
  model_free(&model);
  machine_free(&m);
  cJSON_Delete(document);
}

static void test_vectors_were_replayed(void **state) {
  (void)state;
  print_message("%u vectors replayed through the driver\n", replayed_vectors);
  assert_true(replayed_vectors > 0);
}

int main(void) {
  return vector_folders_run("driver, vectors", test_folder, test_vectors_were_replayed, NULL);
}
