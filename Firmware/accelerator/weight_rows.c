#include "weight_rows.h"
#include "little_endian.h"

/// The row's weights of the block from column `first` on, a multiple of the block's width.
static const uint8_t *row_of(const atsnn_rows *rows, uint32_t first, uint32_t row) {
  return rows->first + first / rows->width * rows->block_bytes +
         (size_t)row * rows->width * (rows->bits / 8);
}

/// The 8-bit weights of eight rows, summed in 16 bits before they meet the accumulators.
static void add_eight_rows(const atsnn_rows *rows, uint32_t first, const uint32_t *list,
                           int32_t *restrict accumulators) {
  const int8_t *r[ATSNN_ROWS_AT_ONCE];
  for (uint32_t i = 0; i < ATSNN_ROWS_AT_ONCE; i++) {
    r[i] = (const int8_t *)row_of(rows, first, list[i]);
  }
  for (uint32_t c = 0; c < rows->width; c++) {
    const int16_t low = (int16_t)(r[0][c] + r[1][c] + r[2][c] + r[3][c]);
    const int16_t high = (int16_t)(r[4][c] + r[5][c] + r[6][c] + r[7][c]);
    accumulators[c] += (int16_t)(low + high);
  }
}

static void add_row_8(const int8_t *row, uint32_t columns, int32_t *restrict accumulators) {
  for (uint32_t c = 0; c < columns; c++) {
    accumulators[c] += row[c];
  }
}

static void add_row_16(const uint8_t *row, uint32_t columns, int32_t *restrict accumulators) {
  for (uint32_t c = 0; c < columns; c++) {
    accumulators[c] += atsnn_load_i16(row + 2 * (size_t)c);
  }
}

static void add_rows(const atsnn_rows *rows, uint32_t first, const uint32_t *list, uint32_t count,
                     int32_t *accumulators) {
  if (rows->bits == 8 && count == ATSNN_ROWS_AT_ONCE) {
    add_eight_rows(rows, first, list, accumulators);
    return;
  }
  for (uint32_t i = 0; i < count; i++) {
    const uint8_t *row = row_of(rows, first, list[i]);
    if (rows->bits == 8) {
      add_row_8((const int8_t *)row, rows->width, accumulators);
    } else {
      add_row_16(row, rows->width, accumulators);
    }
  }
}

void atsnn_rows_add(const atsnn_rows *rows, const uint32_t *list, uint32_t count,
                    int32_t *accumulators) {
  for (uint32_t first = 0; first < rows->columns; first += rows->width) {
    add_rows(rows, first, list, count, accumulators + first);
  }
}

static void multiply_add(const uint8_t *row, unsigned bits, uint32_t width, int32_t value,
                         int32_t *restrict accumulators) {
  if (bits == 8) {
    const int8_t *bytes = (const int8_t *)row;
    for (uint32_t c = 0; c < width; c++) {
      accumulators[c] += value * bytes[c];
    }
  } else {
    for (uint32_t c = 0; c < width; c++) {
      accumulators[c] += value * atsnn_load_i16(row + 2 * (size_t)c);
    }
  }
}

void atsnn_row_multiply_add(const atsnn_rows *rows, uint32_t row, int32_t value,
                            int32_t *accumulators) {
  for (uint32_t first = 0; first < rows->columns; first += rows->width) {
    multiply_add(row_of(rows, first, row), rows->bits, rows->width, value, accumulators + first);
  }
}
