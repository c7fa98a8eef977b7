/// The accumulators' inner loops: a row of weights added to a tile.
#ifndef ATSNN_WEIGHT_ROWS_H
#define ATSNN_WEIGHT_ROWS_H

#include <stddef.h>
#include <stdint.h>

/// Weight rows in the image, 8 or 16 bits a weight: blocks of columns, each [row][column].
typedef struct {
  const uint8_t *first;
  uint32_t columns;
  uint32_t width;     ///< columns of a block: all of them in the canonical layout
  size_t block_bytes; ///< from a block to the next
  uint32_t bits;
} atsnn_rows;

enum {
  /// Rows added in one pass over the accumulators. The sum of so many 8-bit weights fits 16 bits.
  ATSNN_ROWS_AT_ONCE = 8,
};

/// accumulators[c] += the sum over the listed rows of their weight c; count at most
/// ATSNN_ROWS_AT_ONCE.
void atsnn_rows_add(const atsnn_rows *rows, const uint32_t *list, uint32_t count,
                    int32_t *accumulators);

/// accumulators[c] += value * weight c of the row.
void atsnn_row_multiply_add(const atsnn_rows *rows, uint32_t row, int32_t value,
                            int32_t *accumulators);

#endif
