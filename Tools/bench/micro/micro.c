// The machine's limit for layers of given shapes: reads the bytes of all layers' weights, then
// lines
//
//     rows channels pixels events
//
// (see micro_layer) and answers each with the nanoseconds of the best gather over kernels and block
// widths, of the dense product, of neurons with their event lists, and of reading the layer's
// weights in order in a pass over all layers' weights; medians of REPEATS. Places of events are
// drawn by a fixed seed. First line of the output: the instruction set.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kernels.h"

static const double NOT_THERE = 1e30;

enum { REPEATS = 7, STREAMS = 31, MINIMUM_NANOSECONDS = 20000, IMAGE_NANOSECONDS = 1000000 };

typedef struct {
  micro_layer layer;
  micro_events events;
  int8_t *weights;
  uint8_t *counts;
  int16_t *currents, *membranes;
  int32_t *sums;
  uint64_t *spikes;
  uint16_t *indices;
} bench;

static uint64_t random_state = 1;

static uint32_t random_number(void) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33);
}

static void *allocate(size_t bytes) {
  void *made = aligned_alloc(64, (bytes + 128) / 64 * 64);
  if (made == NULL) {
    fputs("micro: not enough memory\n", stderr);
    exit(2);
  }
  memset(made, 1, (bytes + 128) / 64 * 64);
  return made;
}

// Every row of a pixel is active with the same probability; rows ascend.
static void draw_events(bench *b) {
  const micro_layer *layer = &b->layer;
  const double share = (double)layer->events / (double)(layer->rows * layer->pixels);
  const uint32_t limit = (uint32_t)(share * 2147483648.0);
  b->events.starts = allocate((layer->pixels + 1) * sizeof(uint32_t));
  b->events.rows = allocate(layer->rows * layer->pixels * sizeof(uint32_t));
  uint32_t count = 0;
  for (size_t p = 0; p < layer->pixels; p++) {
    b->events.starts[p] = count;
    for (uint32_t row = 0; row < layer->rows; row++) {
      if (random_number() < limit) {
        b->events.rows[count++] = row;
      }
    }
  }
  b->events.starts[layer->pixels] = count;
}

static void make(bench *b) {
  const size_t channels = (b->layer.channels + MICRO_BLOCK - 1) / MICRO_BLOCK * MICRO_BLOCK;
  b->layer.channels = channels;
  const size_t neurons = (channels + 63) / 64 * 64 * b->layer.pixels,
               rows = (b->layer.rows + 3) / 4 * 4;
  draw_events(b);
  b->weights = allocate(rows * channels + 512);
  b->counts = allocate(rows * b->layer.pixels);
  b->currents = allocate(neurons * 2 + 1024);
  b->membranes = allocate(neurons * 2);
  b->sums = allocate(neurons * 4 + 1024);
  b->spikes = allocate(neurons / 8);
  b->indices = allocate(neurons * 2 + 128);
  for (size_t i = 0; i < rows * channels; i++)
    b->weights[i] = (int8_t)random_number();
  for (size_t i = 0; i < neurons; i++) {
    b->currents[i] = random_number() % 100 < 15 ? 8192 : (int16_t)(random_number() % 1000);
  }
}

static void discard(bench *b) {
  free(b->events.starts);
  free(b->events.rows);
  free(b->weights);
  free(b->counts);
  free(b->currents);
  free(b->membranes);
  free(b->sums);
  free(b->spikes);
  free(b->indices);
}

typedef struct {
  enum { GATHER, DENSE, NEURONS } kind;
  size_t width;
  int paired;
} variant;

// Whether there is such a kernel.
static int run(bench *b, variant v) {
  const micro_layer *layer = &b->layer;
  if (v.kind == GATHER) {
    return micro_gather(layer, &b->events, b->weights, v.width, v.paired, (int16_t *)b->sums);
  }
  if (v.kind == DENSE) {
    micro_dense(layer, b->counts, b->weights, b->sums);
  } else {
    micro_neurons((layer->pixels * layer->channels + 63) / 64 * 64, b->currents, b->membranes,
                  b->spikes);
    micro_lists(layer->pixels, layer->channels, b->spikes, b->indices);
  }
  return 1;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double measure(bench *b, variant v) {
  double times[REPEATS];
  if (!run(b, v)) {
    return NOT_THERE;
  }
  for (int i = 0; i < REPEATS; i++) {
    const double start = now();
    double end = start;
    int count = 0;
    while (end - start < MINIMUM_NANOSECONDS) {
      run(b, v);
      count++;
      end = now();
    }
    times[i] = (end - start) / count;
  }
  qsort(times, REPEATS, sizeof times[0], ascending);
  return times[REPEATS / 2];
}

static double best_gather(bench *b) {
  double best = NOT_THERE;
  for (size_t width = MICRO_BLOCK; width <= 512 && width <= b->layer.channels; width *= 2) {
    for (int paired = 0; paired < 2 && b->layer.channels % width == 0; paired++) {
      const double time = measure(b, (variant){GATHER, width, paired});
      best = time < best ? time : best;
    }
  }
  return best;
}

// Lets about the time of an image pass, in which neighbours use the last-level cache too.
static void wait(void) {
  const double start = now();
  while (now() - start < IMAGE_NANOSECONDS) {
  }
}

// Nanoseconds a byte of passes over as many bytes, an image's time between them.
static double stream(size_t bytes) {
  int8_t *all = allocate(bytes);
  volatile uint64_t kept = micro_stream(all, bytes);
  double times[STREAMS];
  for (int i = 0; i < STREAMS; i++) {
    wait();
    const double start = now();
    kept = micro_stream(all, bytes);
    times[i] = now() - start;
  }
  (void)kept;
  free(all);
  qsort(times, STREAMS, sizeof times[0], ascending);
  return times[STREAMS / 2] / (double)bytes;
}

int main(void) {
  printf("%s\n", micro_instructions());
  size_t bytes = 0;
  if (scanf("%zu", &bytes) != 1 || bytes == 0) {
    fputs("micro: the first line says how many bytes all weights have\n", stderr);
    return 2;
  }
  const double byte = stream(bytes);
  bench b = {0};
  while (scanf("%zu %zu %zu %zu", &b.layer.rows, &b.layer.channels, &b.layer.pixels,
               &b.layer.events) == 4) {
    const double weights = byte * (double)(b.layer.rows * b.layer.channels);
    make(&b);
    printf("%.0f %.0f %.0f %.0f\n", best_gather(&b), measure(&b, (variant){.kind = DENSE}),
           measure(&b, (variant){.kind = NEURONS}), weights);
    discard(&b);
  }
  return 0;
}
