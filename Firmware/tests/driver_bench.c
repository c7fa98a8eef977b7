#include "driver_bench.h"

#include "image_builder.h"

#include <stdlib.h>
#include <string.h>

enum { MEMORY = 1 << 18 };

const uint8_t some_pixels[PIXELS] = {0,   255, 100, 101, 99, 200, 20, 30,
                                     250, 240, 1,   77,  55, 180, 3,  9};

int bench_make(void **state) {
  static bench b;
  static built_image built;
  build_small(&built);
  model_make(&b.model, "micro", MEMORY);
  b.model.tick_cycles = 7;
  const atsnn_bus bus = model_as_bus(&b.model);
  b.load.image = model_copy(&b.model, built.bytes, built.length);
  b.load.bytes = built.length;
  b.load.state_bytes = 1 << 16;
  b.load.state = model_take(&b.model, b.load.state_bytes);
  b.output = model_take(&b.model, OUTPUT * sizeof(int32_t));
  b.thresholds = model_take(&b.model, 3 * sizeof(uint32_t));
  b.run = (atsnn_run){
      .input = model_copy(&b.model, some_pixels, PIXELS),
      .bytes = PIXELS,
      .output = b.output,
      .output_bytes = OUTPUT * sizeof(int32_t),
  };
  *state = &b;
  return atsnn_driver_open(&b.driver, &bus, LIMIT) == ATSNN_OK ? 0 : -1;
}

int bench_unmake(void **state) {
  bench *b = *state;
  model_free(&b->model);
  return 0;
}

atsnn_result bench_load(bench *b) {
  assert_int_equal(atsnn_driver_submit_load(&b->driver, &b->load), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve_wait(&b->driver, LIMIT), ATSNN_OK);
  return atsnn_driver_resolve(&b->driver, NULL);
}

atsnn_result bench_run(bench *b, atsnn_run_answer *answer) {
  assert_int_equal(atsnn_driver_submit_run(&b->driver, &b->run), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve_wait(&b->driver, LIMIT), ATSNN_OK);
  return atsnn_driver_resolve(&b->driver, answer);
}

atsnn_run_answer bench_first_run(bench *b) {
  atsnn_run_answer answer;
  assert_int_equal(bench_load(b), ATSNN_OK);
  assert_int_equal(bench_run(b, &answer), ATSNN_OK);
  return answer;
}

void bench_expect_as_the_accelerator(const bench *b, const atsnn_run_answer *answer) {
  atsnn_image image;
  atsnn_accelerator accelerator;
  assert_int_equal(atsnn_image_open(&image, b->load.image, b->load.bytes), ATSNN_OK);
  const size_t bytes = atsnn_accelerator_memory_size(&image);
  void *memory = allocate_aligned(bytes);
  atsnn_step step = {.exits = false};
  assert_int_equal(atsnn_accelerator_init(&accelerator, &image, memory, bytes), ATSNN_OK);
  assert_int_equal(atsnn_accelerator_begin(&accelerator, some_pixels), ATSNN_OK);
  while (!step.exits) {
    assert_int_equal(atsnn_accelerator_step(&accelerator, NULL, &step), ATSNN_OK);
  }
  assert_int_equal(answer->timesteps, step.timestep);
  assert_int_equal(answer->prediction, step.prediction);
  assert_int_equal(answer->reason, step.reason);
  assert_true(answer->score_a == step.score_a && answer->score_b == step.score_b);
  assert_memory_equal(b->output, atsnn_accelerator_logits(&accelerator), CLASSES * 4);
  assert_memory_equal(b->output + CLASSES, atsnn_accelerator_readout(&accelerator), CLASSES * 4);
  free(memory);
}

void bench_expect_same(const atsnn_run_answer *answer, const atsnn_run_answer *expected) {
  assert_int_equal(answer->timesteps, expected->timesteps);
  assert_int_equal(answer->prediction, expected->prediction);
  assert_int_equal(answer->reason, expected->reason);
  assert_true(answer->score_a == expected->score_a && answer->score_b == expected->score_b);
  assert_true(answer->cycles == expected->cycles);
}

void bench_start(bench *b, uint64_t cycles) {
  memset(b->output, 0x77, OUTPUT * sizeof(int32_t));
  assert_int_equal(atsnn_driver_submit_run(&b->driver, &b->run), ATSNN_OK);
  atsnn_device_advance(&b->model.device, cycles);
}

void bench_expect_untouched(const bench *b) {
  for (size_t i = 0; i < OUTPUT; i++) {
    assert_int_equal(b->output[i], 0x77777777);
  }
  assert_memory_equal(b->run.input, some_pixels, PIXELS);
}
