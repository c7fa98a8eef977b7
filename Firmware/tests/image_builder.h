/// Writes small model images for the tests, from FORMAT.md alone, and makes their checksums right
/// again after a test has changed them.
#ifndef ATSNN_IMAGE_BUILDER_H
#define ATSNN_IMAGE_BUILDER_H

#include "image_layout.h"

#include <stdalign.h>

enum { BUILT_BYTES = 1 << 14 };

/// An image under construction; `length` bytes of it are the image.
typedef struct {
  alignas(ATSNN_ALIGNMENT) uint8_t bytes[BUILT_BYTES];
  uint32_t length;
  uint32_t sections;
} built_image;

void put_u16(uint8_t *p, uint32_t value);
void put_u32(uint8_t *p, uint32_t value);

/// Header with room for a number of sections; flags, counts and checksums come with
/// build_finish().
void build_begin(built_image *image, uint32_t sections, uint32_t nodes, uint32_t connections);

/// Adds a section of zero bytes and gives its first.
uint8_t *build_section(built_image *image, uint32_t kind, uint32_t index, uint32_t length);

/// Length and every checksum, after the last section or a change.
void build_finish(built_image *image);

/// What the reader says of the image as it stands.
atsnn_result built_open(const built_image *image);

/// The first byte of a section of the finished image; null when there is none.
uint8_t *built_section(built_image *image, uint32_t kind, uint32_t index);

/// The small network of the tests: a 4 x 4 x 1 image with zero point 100, T = 3, score margin with
/// threshold 1000000, which never passes; node 0 spiking, 3 x 3 convolution with padding 1 to 4 x 4
/// x 2; node 1 sum pooling 2 x 2; node 2 spiking, 1 x 1 convolution and identity of node 1, soft
/// reset, 32 bits; node 3 max pooling 2 x 2 to 1 x 1 x 2; node 4 read-out of 3 classes with 16-bit
/// weights.
void build_small(built_image *image);

/// A 4 x 4 x 1 image read by one spiking neuron through a number of fully connected connections,
/// and by a read-out of 3 classes.
void build_wide(built_image *image, uint32_t connections);

#endif
