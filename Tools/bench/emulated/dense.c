// The convolutions of a spiking network as a plain int8 loop that skips nothing: what its
// timesteps cost on an engine that does not look at spikes.
//
//     dense IMAGES TIMESTEPS HEIGHT,WIDTH,INPUTS,OUTPUTS...
//
// 3x3 convolutions with padding 1, one argument a layer. Every image runs every timestep; sums are
// int32, membranes int16. What is computed does not matter, only how many instructions it takes:
// the loop has no branch that depends on a value. Vectors of 16 channels, as a
// compiler's user writes them; channels beyond the last block are computed and dropped.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KERNEL = 3, BLOCK = 16 };

typedef int8_t block_row __attribute__((vector_size(BLOCK), aligned(1)));
typedef int16_t products __attribute__((vector_size(2 * BLOCK)));
typedef int32_t wide_sums __attribute__((vector_size(4 * BLOCK)));

typedef struct {
  int height, width, inputs, outputs;
  int8_t *weights;    // [KERNEL][KERNEL][inputs][outputs]
  uint8_t *source;    // [height + 2][width + 2][inputs], zero around
  uint8_t *spikes;    // [height][width][outputs]
  int16_t *membranes; // likewise
} layer;

static void *zeroed(size_t count, size_t size) {
  void *made = calloc(count, size);
  if (made == NULL) {
    fputs("dense: not enough memory\n", stderr);
    exit(2);
  }
  return made;
}

static layer make(const char *text) {
  layer l = {0};
  if (sscanf(text, "%d,%d,%d,%d", &l.height, &l.width, &l.inputs, &l.outputs) != 4) {
    fprintf(stderr, "dense: %s: give HEIGHT,WIDTH,INPUTS,OUTPUTS\n", text);
    exit(2);
  }
  const size_t pixels = (size_t)l.height * (size_t)l.width;
  const size_t weights = (size_t)KERNEL * KERNEL * (size_t)l.inputs * (size_t)l.outputs;
  l.weights = zeroed(weights + BLOCK, 1);
  l.source = zeroed((size_t)(l.height + 2) * (size_t)(l.width + 2) * (size_t)l.inputs, 1);
  l.spikes = zeroed(pixels * (size_t)l.outputs, 1);
  l.membranes = zeroed(pixels * (size_t)l.outputs, sizeof(int16_t));
  for (size_t i = 0; i < weights; i++) {
    l.weights[i] = (int8_t)(i * 37 % 255 - 127);
  }
  return l;
}

// One output pixel and one block of output channels, the sums in registers.
static void sum_block(const layer *l, int y, int x, int first, int32_t *sums) {
  wide_sums sum = {0};
  for (int ky = 0; ky < KERNEL; ky++) {
    const uint8_t *values = l->source + ((y + ky) * (l->width + 2) + x) * l->inputs;
    const int8_t *rows = l->weights + ky * KERNEL * l->inputs * l->outputs + first;
    for (int i = 0; i < KERNEL * l->inputs; i++) {
      const block_row row = *(const block_row *)(rows + (size_t)i * (size_t)l->outputs);
      const products product = __builtin_convertvector(row, products) * (int16_t)values[i];
      sum += __builtin_convertvector(product, wide_sums);
    }
  }
  memcpy(sums, &sum, sizeof sum);
}

static void fire(const int32_t *sums, int count, int16_t *membranes, uint8_t *spikes) {
  for (int o = 0; o < count; o++) {
    const int32_t after = ((membranes[o] + 1) >> 1) + sums[o];
    const int32_t held = after > 32767 ? 32767 : after < -32768 ? -32768 : after;
    spikes[o] = held >= 4096;
    membranes[o] = (int16_t)(held >= 4096 ? 0 : held);
  }
}

static void run(layer *l) {
  int32_t sums[BLOCK];
  for (int y = 0; y < l->height; y++) {
    for (int x = 0; x < l->width; x++) {
      for (int first = 0; first < l->outputs; first += BLOCK) {
        const int left = l->outputs - first, count = left < BLOCK ? left : BLOCK;
        const int place = (y * l->width + x) * l->outputs + first;
        sum_block(l, y, x, first, sums);
        fire(sums, count, l->membranes + place, l->spikes + place);
      }
    }
  }
}

int main(int count, char **arguments) {
  if (count < 4) {
    fputs("use: dense IMAGES TIMESTEPS HEIGHT,WIDTH,INPUTS,OUTPUTS...\n", stderr);
    return 2;
  }
  const int layers = count - 3;
  layer *network = zeroed((size_t)layers, sizeof *network);
  for (int i = 0; i < layers; i++) {
    network[i] = make(arguments[i + 3]);
  }
  const int passes = atoi(arguments[1]) * atoi(arguments[2]);
  for (int pass = 0; pass < passes; pass++) {
    for (int i = 0; i < layers; i++) {
      run(&network[i]);
    }
  }
  printf("%d\n", network[0].spikes[0]);
  return 0;
}
