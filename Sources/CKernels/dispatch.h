// Finds the tables of functions that were linked and that this processor runs.
#ifndef ATSNN_DISPATCH_H
#define ATSNN_DISPATCH_H

#include "kernels.h"

// Made from one source, each for its own instruction set. Only the first is part of every build.
#define ATSNN_LINKED(name) extern atsnn_kernels name(void) __attribute__((weak))
ATSNN_LINKED(atsnn_kernels_baseline);
ATSNN_LINKED(atsnn_kernels_avx2);
ATSNN_LINKED(atsnn_kernels_avx512);

enum atsnn_kernel_set { atsnn_baseline = 1, atsnn_avx2, atsnn_avx512 };

// Gives the functions of a set and returns 1, or returns 0 where it is not linked or does not run.
static inline int atsnn_find_kernels(uint32_t set, atsnn_kernels *found) {
  atsnn_kernels (*table)(void) = 0;
  if (set == atsnn_baseline) {
    table = atsnn_kernels_baseline;
  }
#if defined(__x86_64__)
  if (set == atsnn_avx2 && __builtin_cpu_supports("avx2")) {
    table = atsnn_kernels_avx2;
  }
  if (set == atsnn_avx512 && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni")) {
    table = atsnn_kernels_avx512;
  }
#endif
  if (table == 0) {
    return 0;
  }
  *found = table();
  return 1;
}

#endif
