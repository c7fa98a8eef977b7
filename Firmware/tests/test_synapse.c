// Rules S2 to S5, C1 and C2: connections against sums and counts made element by element.
#include "machine.h"
#include "support.h"

#include <string.h>

enum {
  SIDE = 9,
  CHANNELS = 70,
  OUTPUTS = 19,
  ELEMENTS = SIDE * SIDE * CHANNELS,
  WEIGHTS = 1 << 20
};

/// A source in every storage; `values` says what its elements are.
typedef struct {
  atsnn_tensor tensor;
  uint8_t values[ELEMENTS];
  uint32_t bits[SIDE * SIDE * 4];
  uint16_t halves[ELEMENTS];
  uint8_t zero_points[CHANNELS];
} source;

static source from;
static uint8_t weights[WEIGHTS];
static uint32_t random_state;

static uint32_t random_below(uint32_t limit) {
  random_state = random_state * 1664525 + 1013904223;
  return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

static void make_source(atsnn_storage storage, uint32_t height, uint32_t width, uint32_t channels) {
  const uint32_t words = (channels + 31) / 32;
  memset(&from, 0, sizeof from);
  for (uint32_t e = 0; e < height * width * channels; e++) {
    const uint32_t value = random_below(4) != 0 ? 0 : 1 + random_below(255);
    from.values[e] = (uint8_t)(storage == ATSNN_STORAGE_BITS ? value != 0 : value);
    from.halves[e] = from.values[e];
    const uint32_t c = e % channels;
    from.bits[e / channels * words + c / 32] |= (uint32_t)(value != 0) << c % 32;
    from.zero_points[c] = (uint8_t)(storage == ATSNN_STORAGE_PIXELS ? 40 + c : 0);
  }
  from.tensor = (atsnn_tensor){
      .shape = {height, width, channels, 0},
      .storage = storage,
      .words = words,
      .bits = from.bits,
      .bytes = from.values,
      .halves = from.halves,
      .input = storage == ATSNN_STORAGE_PIXELS ? from.values : NULL,
      .zero_points = from.zero_points,
  };
}

static int32_t weight_at(size_t place, unsigned bits) {
  const uint8_t *p = weights + place * (bits / 8);
  return bits == 8 ? *(const int8_t *)p : bits == 16 ? atsnn_load_i16(p) : atsnn_load_i32(p);
}

/// Rule S2 for one output, tap by tap; adds to the operations of rules C1 and C2.
static int64_t convolve_one(const atsnn_connection *connection, int y, int x, uint32_t o,
                            uint64_t *active, uint64_t *in_range) {
  const atsnn_window *w = &connection->record.window;
  const atsnn_shape shape = from.tensor.shape;
  int64_t sum = 0;
  for (int ky = 0; ky < w->kernel_height; ky++) {
    for (int kx = 0; kx < w->kernel_width; kx++) {
      const int sy = y * w->stride_height - w->padding_height + ky;
      const int sx = x * w->stride_width - w->padding_width + kx;
      if (sy < 0 || sy >= (int)shape.height || sx < 0 || sx >= (int)shape.width) {
        continue;
      }
      for (uint32_t i = 0; i < shape.channels; i++) {
        const size_t e = (size_t)(sy * (int)shape.width + sx) * shape.channels + i;
        const size_t row = (size_t)(ky * w->kernel_width + kx) * shape.channels + i;
        sum += (int64_t)(from.values[e] - from.zero_points[i]) *
               weight_at(row * connection->columns + o, connection->record.weight_bits);
        *active += from.values[e] != 0;
        *in_range += 1;
      }
    }
  }
  return sum;
}

static void expect_convolution(const atsnn_connection *connection, uint32_t height,
                               uint32_t width) {
  uint64_t active = 0;
  uint64_t in_range = 0;
  atsnn_counts counts = {0};
  for (uint32_t y = 0; y < height; y++) {
    for (uint32_t x = 0; x < width; x++) {
      int32_t sums[OUTPUTS] = {0};
      atsnn_synapse_accumulate(connection, &from.tensor, y, x, sums, &counts);
      for (uint32_t o = 0; o < connection->columns; o++) {
        assert_int_equal(sums[o], convolve_one(connection, (int)y, (int)x, o, &active, &in_range));
      }
    }
  }
  const bool pixels = from.tensor.storage == ATSNN_STORAGE_PIXELS;
  const uint64_t bits = connection->record.weight_bits;
  assert_int_equal(counts.synaptic_operations, pixels ? 0 : active);
  assert_int_equal(counts.input_macs, pixels ? in_range : 0);
  assert_int_equal(counts.weight_read_bits, (pixels ? in_range : active) * bits);
  assert_int_equal(counts.weight_reads * connection->columns, pixels ? in_range : active);
  assert_int_equal(counts.spike_read_bits * connection->columns,
                   in_range * atsnn_tensor_element_bits(&from.tensor));
}

static uint32_t output_side(uint32_t side, uint32_t kernel, uint32_t stride, uint32_t padding) {
  return (side + 2 * padding - kernel) / stride + 1;
}

/// A random convolution that fits the tests' arrays.
static void try_convolution(atsnn_storage storage) {
  const uint32_t height = 3 + random_below(SIDE - 2);
  const uint32_t width = 3 + random_below(SIDE - 2);
  const uint32_t channels = 1 + random_below(storage == ATSNN_STORAGE_PIXELS ? 4 : CHANNELS);
  const uint8_t kernel_height = (uint8_t)(1 + 2 * random_below(2));
  const uint8_t kernel_width = (uint8_t)(1 + 2 * random_below(2));
  const atsnn_window window = {
      .kernel_height = kernel_height,
      .kernel_width = kernel_width,
      .stride_height = (uint8_t)(1 + random_below(3)),
      .stride_width = (uint8_t)(1 + random_below(3)),
      .padding_height = (uint8_t)random_below(kernel_height),
      .padding_width = (uint8_t)random_below(kernel_width),
  };
  const uint32_t columns = 1 + random_below(OUTPUTS);
  const atsnn_connection connection = {
      .record = {.kind = ATSNN_CONVOLUTION,
                 .weight_bits = random_below(2) == 0 ? 8 : 16,
                 .window = window},
      .columns = columns,
      .width = columns,
      .weights = weights,
  };
  make_source(storage, height, width, channels);
  expect_convolution(
      &connection, output_side(height, kernel_height, window.stride_height, window.padding_height),
      output_side(width, kernel_width, window.stride_width, window.padding_width));
}

static void test_convolution_of_every_storage(void **state) {
  (void)state;
  random_state = 1;
  for (int i = 0; i < 60; i++) {
    try_convolution(ATSNN_STORAGE_BITS);
    try_convolution(ATSNN_STORAGE_BYTES);
    try_convolution(ATSNN_STORAGE_HALVES);
    try_convolution(ATSNN_STORAGE_PIXELS);
  }
}

static void test_convolution_wider_than_its_source(void **state) {
  (void)state;
  random_state = 2;
  const atsnn_connection connection = {
      .record = {.kind = ATSNN_CONVOLUTION, .weight_bits = 8, .window = {15, 15, 1, 1, 14, 14}},
      .columns = 2,
      .width = 2,
      .weights = weights,
  };
  make_source(ATSNN_STORAGE_BITS, 2, 3, 5);
  expect_convolution(&connection, output_side(2, 15, 1, 14), output_side(3, 15, 1, 14));
}

static void test_convolution_of_a_silent_source_reads_no_weight(void **state) {
  (void)state;
  const atsnn_connection connection = {
      .record = {.kind = ATSNN_CONVOLUTION, .weight_bits = 8, .window = {3, 3, 1, 1, 1, 1}},
      .columns = 4,
      .width = 4,
      .weights = NULL,
  };
  make_source(ATSNN_STORAGE_BITS, 3, 3, 40);
  memset(from.bits, 0, sizeof from.bits);
  int32_t sums[4] = {7, -7, 0, 1};
  atsnn_counts counts = {0};
  atsnn_connection silent = connection;
  silent.weights = weights;
  atsnn_synapse_accumulate(&silent, &from.tensor, 1, 1, sums, &counts);
  assert_int_equal(sums[0], 7);
  assert_int_equal(sums[1], -7);
  assert_int_equal(counts.synaptic_operations, 0);
  assert_int_equal(counts.weight_reads, 0);
  assert_int_equal(counts.spike_read_bits, 9 * 40);
}

static void test_eight_rows_of_extreme_weights(void **state) {
  (void)state;
  memset(weights, 0x80, 64 * 16);
  const atsnn_connection connection = {.record = {.kind = ATSNN_FULL, .weight_bits = 8},
                                       .columns = 16,
                                       .width = 16,
                                       .weights = weights};
  make_source(ATSNN_STORAGE_BITS, 1, 1, 64);
  from.bits[0] = ~0u;
  from.bits[1] = ~0u;
  int32_t sums[OUTPUTS] = {0};
  atsnn_counts counts = {0};
  atsnn_synapse_accumulate(&connection, &from.tensor, 0, 0, sums, &counts);
  assert_int_equal(sums[0], -128 * 64);
  assert_int_equal(sums[15], -128 * 64);
  assert_int_equal(counts.synaptic_operations, 64 * 16);
}

static void test_fully_connected_of_every_storage(void **state) {
  (void)state;
  random_state = 3;
  static const atsnn_storage storages[] = {ATSNN_STORAGE_BITS, ATSNN_STORAGE_BYTES,
                                           ATSNN_STORAGE_HALVES, ATSNN_STORAGE_PIXELS};
  for (int i = 0; i < 32; i++) {
    make_source(storages[i % 4], 3, 2, 37);
    const atsnn_connection connection = {
        .record = {.kind = ATSNN_FULL, .weight_bits = i / 4 % 2 == 0 ? 8 : 16},
        .columns = OUTPUTS,
        .width = OUTPUTS,
        .weights = weights,
    };
    int32_t sums[OUTPUTS] = {0};
    atsnn_counts counts = {0};
    uint64_t active = 0;
    atsnn_synapse_accumulate(&connection, &from.tensor, 0, 0, sums, &counts);
    for (size_t o = 0; o < OUTPUTS; o++) {
      int64_t sum = 0;
      for (size_t j = 0; j < 3 * 2 * 37; j++) {
        sum += (int64_t)(from.values[j] - from.zero_points[j % 37]) *
               weight_at(j * OUTPUTS + o, connection.record.weight_bits);
        active += from.values[j] != 0;
      }
      assert_int_equal(sums[o], sum);
    }
    const bool pixels = i % 4 == 3;
    assert_int_equal(counts.synaptic_operations, pixels ? 0 : active);
    assert_int_equal(counts.input_macs, pixels ? 3 * 2 * 37 * OUTPUTS : 0);
  }
}

static void test_identity_has_wide_weights_and_one_operation_each(void **state) {
  (void)state;
  random_state = 4;
  make_source(ATSNN_STORAGE_HALVES, 2, 2, OUTPUTS);
  for (size_t o = 0; o < OUTPUTS; o++) {
    weights[4 * o + 3] = o % 2 == 0 ? 0 : 0xFF; // -2^24 and above, or below 2^24
  }
  const atsnn_connection connection = {
      .record = {.kind = ATSNN_IDENTITY, .weight_bits = 32}, .columns = 1, .weights = weights};
  int32_t sums[OUTPUTS] = {0};
  atsnn_counts counts = {0};
  uint64_t active = 0;
  // Counts so small that a weight of 25 bits times a count fits; rule O1 promises it elsewhere.
  for (size_t o = 0; o < OUTPUTS; o++) {
    from.halves[3 * OUTPUTS + o] %= 64;
    active += from.halves[3 * OUTPUTS + o] != 0;
  }
  atsnn_synapse_accumulate(&connection, &from.tensor, 1, 1, sums, &counts);
  for (size_t o = 0; o < OUTPUTS; o++) {
    assert_int_equal(sums[o], (int64_t)from.halves[3 * OUTPUTS + o] * weight_at(o, 32));
  }
  assert_int_equal(counts.synaptic_operations, active);
  assert_int_equal(counts.weight_read_bits, 32 * active);
}

static int fill_weights(void **state) {
  (void)state;
  random_state = 5;
  for (size_t i = 0; i < WEIGHTS; i++) {
    weights[i] = (uint8_t)random_below(256);
  }
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_convolution_of_every_storage, fill_weights),
      cmocka_unit_test_setup(test_convolution_wider_than_its_source, fill_weights),
      cmocka_unit_test_setup(test_convolution_of_a_silent_source_reads_no_weight, fill_weights),
      cmocka_unit_test_setup(test_eight_rows_of_extreme_weights, fill_weights),
      cmocka_unit_test_setup(test_fully_connected_of_every_storage, fill_weights),
      cmocka_unit_test_setup(test_identity_has_wide_weights_and_one_operation_each, fill_weights),
  };
  return cmocka_run_group_tests_name("synapse", tests, NULL, NULL);
}
