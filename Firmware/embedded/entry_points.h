/* The C entry points of the Embedded builds (exports.swift).
 *
 * No function allocates. A handle is memory of atsnn_handle_size() bytes at a multiple of 16; the
 * image and the session's memory stand at multiples of 64 and stay in place while the handle is
 * used. Results: 0 done; 1...15 the image's fault by FORMAT.md; 33 and up the session's error
 * (SessionError).
 */
#ifndef ATSNN_ENTRY_POINTS_H
#define ATSNN_ENTRY_POINTS_H

#include <stddef.h>
#include <stdint.h>

enum {
  ATSNN_NODE_SPIKING = 1,
  ATSNN_NODE_MAXIMUM_POOLING = 2,
  ATSNN_NODE_SUM_POOLING = 3,
  ATSNN_NODE_READ_OUT = 4
};

/* What atsnn_step writes. */
enum {
  ATSNN_STEP_TIMESTEP,          /* from 1 */
  ATSNN_STEP_EXITS,             /* 1 when the answer is given */
  ATSNN_STEP_PREDICTION,        /* class */
  ATSNN_STEP_SCORE_NUMERATOR,   /* rule X8 */
  ATSNN_STEP_SCORE_DENOMINATOR, /* 0 when there is no score */
  ATSNN_STEP_FIELDS
};

size_t atsnn_handle_size(void);

/* 0 or the image's fault. */
int32_t atsnn_image_check(const void *image, size_t length);

/* Bytes of session memory, 0 for an image that is refused. */
size_t atsnn_memory_size(const void *image, size_t length);

int32_t atsnn_open(void *handle, const void *image, size_t length, void *memory,
                   size_t memory_length);

int32_t atsnn_has_events(void *handle);

/* Bytes of one image or of one event frame. */
size_t atsnn_input_size(void *handle);

size_t atsnn_node_count(void *handle);
int32_t atsnn_node_kind(void *handle, size_t node);
size_t atsnn_class_count(void *handle);

/* Starts a run: pixels for a network of images, NULL for one of events. */
int32_t atsnn_begin(void *handle, const void *pixels, size_t length);

/* One timestep: frame for a network of events, else NULL. */
int32_t atsnn_step(void *handle, const void *frame, size_t length,
                   int64_t result[ATSNN_STEP_FIELDS]);

/* One value a class, of the last timestep (rules R1 and R3). */
const int32_t *atsnn_logits(void *handle);
const int32_t *atsnn_readout(void *handle);

/* Rules D2 (not of the read-out) and D3 (spiking nodes only). */
uint64_t atsnn_output_digest(void *handle, size_t node);
uint64_t atsnn_membrane_digest(void *handle, size_t node);

#endif
