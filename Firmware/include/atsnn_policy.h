/// @file
/// When a run stops and why (rules X of Quantization/ARITHMETIC.md): part of atsnn_accelerator.h.
#ifndef ATSNN_POLICY_H
#define ATSNN_POLICY_H

#include <stdbool.h>
#include <stdint.h>

/// The exit score (rules X4 to X7).
typedef enum {
  ATSNN_SCORE_NEVER = 0,      ///< only the maximum timestep answers
  ATSNN_SCORE_CONFIDENCE = 1, ///< greatest softmax probability; exit at or above the threshold
  ATSNN_SCORE_ENTROPY = 2,    ///< entropy of the softmax; exit at or below the threshold
  ATSNN_SCORE_MARGIN = 3,     ///< greatest minus second read-out; exit at or above the threshold
} atsnn_score_kind;

/// Why the answer is given, the first that holds (rule X10).
typedef enum {
  ATSNN_REASON_NONE = 0,   ///< the run goes on
  ATSNN_REASON_SCORE = 1,  ///< the score passed
  ATSNN_REASON_LAST = 2,   ///< the maximum timestep was reached
  ATSNN_REASON_BUDGET = 3, ///< another timestep could have passed the budget
} atsnn_exit_reason;

/// When to stop. Thresholds are in the units of the score's rule (X4, X5, X6).
typedef struct {
  atsnn_score_kind score;
  uint8_t minimum_timestep;   ///< 1...T
  uint8_t maximum_timestep;   ///< 1...T; here the answer is given whatever else is said (rule X7)
  const uint32_t *thresholds; ///< T values, timestep 1 first, copied; may be null for score never
  uint64_t budget;            ///< operations of rule X9, 1...2^63 - 1; 0 for none
} atsnn_policy;

/// What a timestep came to.
typedef struct {
  uint32_t timestep;   ///< from 1
  uint32_t prediction; ///< class of rule R4
  bool exits;          ///< the answer is given: this is the last timestep of the run
  bool has_score;      ///< false for score never
  atsnn_exit_reason reason;
  int64_t score_a; ///< first of the pair of rule X8; 0 without score
  int64_t score_b; ///< second of the pair; 0 without score
} atsnn_step;

#endif
