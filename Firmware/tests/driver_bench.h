/// The device model with the small network of image_builder.h and the driver on it.
#ifndef ATSNN_TESTS_DRIVER_BENCH_H
#define ATSNN_TESTS_DRIVER_BENCH_H

#include "model_bus.h"

enum {
  LIMIT = 100000, ///< ticks that no job here takes
  PIXELS = 16,
  CLASSES = 3,
  OUTPUT = 2 * CLASSES,
};

extern const uint8_t some_pixels[PIXELS];

/// A device with the small network's image, an input and room for what a job needs.
typedef struct {
  model_bus model;
  atsnn_driver driver;
  atsnn_load load;
  atsnn_run run;
  int32_t *output;
  uint32_t *thresholds;
} bench;

/// Setup and teardown of a test.
int bench_make(void **state);
int bench_unmake(void **state);

#define ON_A_BENCH(test) cmocka_unit_test_setup_teardown(test, bench_make, bench_unmake)

/// Submit, wait, resolve: what the device said.
atsnn_result bench_load(bench *b);
atsnn_result bench_run(bench *b, atsnn_run_answer *answer);

/// Loads and runs: what every other run is compared with.
atsnn_run_answer bench_first_run(bench *b);

/// Fails the test unless the output and the answer are those of the accelerator alone.
void bench_expect_as_the_accelerator(const bench *b, const atsnn_run_answer *answer);

/// Fails the test unless two answers are the same.
void bench_expect_same(const atsnn_run_answer *answer, const atsnn_run_answer *expected);

/// Paints the output, submits the run and lets cycles pass.
void bench_start(bench *b, uint64_t cycles);

/// Fails the test unless output and input are as before the run.
void bench_expect_untouched(const bench *b);

#endif
