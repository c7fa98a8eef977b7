#include "exp2_log2.h"
#include "machine.h"

/// Greatest exponent: from here on a class adds nothing (rules X1, X2).
static const uint64_t EXPONENT_LIMIT = 1638400;

/// The sums of rules X3 and X5.
typedef struct {
  uint64_t g;
  uint64_t ge;
} softmax_sums;

/// Rule R4: the lowest of the greatest classes.
static uint32_t greatest(const int32_t *readout, uint32_t classes) {
  uint32_t best = 0;
  for (uint32_t c = 1; c < classes; c++) {
    best = readout[c] > readout[best] ? c : best;
  }
  return best;
}

/// Rule X6: the greatest minus the second.
static uint64_t margin(const int32_t *readout, uint32_t classes, uint32_t best) {
  int32_t second = INT32_MIN;
  for (uint32_t c = 0; c < classes; c++) {
    second = c != best && readout[c] > second ? readout[c] : second;
  }
  return (uint64_t)((int64_t)readout[best] - second);
}

/// Rules X1 to X3. A difference is below 2^32 and a factor below 2^31: 63 bits.
static softmax_sums sum_softmax(const int32_t *readout, uint32_t classes, uint32_t best,
                                const atsnn_timestep_record *timestep) {
  softmax_sums sums = {0, 0};
  for (uint32_t c = 0; c < classes; c++) {
    const uint64_t difference = (uint64_t)((int64_t)readout[best] - readout[c]);
    const uint64_t scaled = difference * timestep->factor >> timestep->shift;
    const uint32_t e = (uint32_t)(scaled < EXPONENT_LIMIT ? scaled : EXPONENT_LIMIT);
    const uint64_t g = atsnn_exp2_negative(e);
    sums.g += g;
    sums.ge += g * e;
  }
  return sums;
}

atsnn_verdict atsnn_exit_test(unsigned score, const int32_t *readout, uint32_t classes,
                              const atsnn_timestep_record *timestep) {
  const uint64_t threshold = timestep->threshold;
  atsnn_verdict verdict = {.prediction = greatest(readout, classes)};
  softmax_sums sums;
  switch (score) {
  case ATSNN_SCORE_CONFIDENCE:
    sums = sum_softmax(readout, classes, verdict.prediction, timestep);
    verdict.passes = (uint64_t)1 << 48 >= threshold * sums.g;
    verdict.a = (int64_t)1 << 24;
    verdict.b = (int64_t)sums.g;
    break;
  case ATSNN_SCORE_ENTROPY:
    sums = sum_softmax(readout, classes, verdict.prediction, timestep);
    verdict.passes = sums.ge + sums.g * atsnn_log2_over_24(sums.g) <= threshold * sums.g;
    verdict.a = (int64_t)sums.ge;
    verdict.b = (int64_t)sums.g;
    break;
  case ATSNN_SCORE_MARGIN:
    verdict.a = (int64_t)margin(readout, classes, verdict.prediction);
    verdict.b = 1;
    verdict.passes = (uint64_t)verdict.a >= threshold;
    break;
  default:
    return verdict;
  }
  verdict.has_score = true;
  return verdict;
}
