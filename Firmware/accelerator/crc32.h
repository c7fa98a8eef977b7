#ifndef ATSNN_CRC32_H
#define ATSNN_CRC32_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32 of IEEE 802.3 over `length` more bytes. `crc` is 0 for the first piece, else the result
/// of the piece before: the CRC of a whole is the same however it is cut.
uint32_t atsnn_crc32(uint32_t crc, const uint8_t *bytes, size_t length);

#endif
