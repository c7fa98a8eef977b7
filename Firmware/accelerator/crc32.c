#include "crc32.h"
#include "little_endian.h"

// Sixteen bytes a turn: entry n of slice k is what byte n becomes after k more zero bytes. A CRC is
// linear over xor, so eight words a slice (the entries of single bits) give all 256.
#define BIT(n, b, word) ((n) >> (b)&1u ? (word) : 0u)
#define ENTRY(n, a, b, c, d, e, f, g, h)                                                           \
  (BIT(n, 0, a) ^ BIT(n, 1, b) ^ BIT(n, 2, c) ^ BIT(n, 3, d) ^ BIT(n, 4, e) ^ BIT(n, 5, f) ^       \
   BIT(n, 6, g) ^ BIT(n, 7, h))
#define ENTRIES_4(n, ...)                                                                          \
  ENTRY(n, __VA_ARGS__), ENTRY(n + 1u, __VA_ARGS__), ENTRY(n + 2u, __VA_ARGS__),                   \
      ENTRY(n + 3u, __VA_ARGS__)
#define ENTRIES_16(n, ...)                                                                         \
  ENTRIES_4(n, __VA_ARGS__), ENTRIES_4(n + 4u, __VA_ARGS__), ENTRIES_4(n + 8u, __VA_ARGS__),       \
      ENTRIES_4(n + 12u, __VA_ARGS__)
#define ENTRIES_64(n, ...)                                                                         \
  ENTRIES_16(n, __VA_ARGS__), ENTRIES_16(n + 16u, __VA_ARGS__), ENTRIES_16(n + 32u, __VA_ARGS__),  \
      ENTRIES_16(n + 48u, __VA_ARGS__)
#define SLICE(...)                                                                                 \
  {                                                                                                \
    ENTRIES_64(0u, __VA_ARGS__), ENTRIES_64(64u, __VA_ARGS__), ENTRIES_64(128u, __VA_ARGS__),      \
        ENTRIES_64(192u, __VA_ARGS__)                                                              \
  }

enum { SLICES = 16 };

// clang-format off
static const uint32_t slices[SLICES][256] = {
    SLICE(0x77073096, 0xEE0E612C, 0x076DC419, 0x0EDB8832, 0x1DB71064, 0x3B6E20C8, 0x76DC4190, 0xEDB88320),
    SLICE(0x191B3141, 0x32366282, 0x646CC504, 0xC8D98A08, 0x4AC21251, 0x958424A2, 0xF0794F05, 0x3B83984B),
    SLICE(0x01C26A37, 0x0384D46E, 0x0709A8DC, 0x0E1351B8, 0x1C26A370, 0x384D46E0, 0x709A8DC0, 0xE1351B80),
    SLICE(0xB8BC6765, 0xAA09C88B, 0x8F629757, 0xC5B428EF, 0x5019579F, 0xA032AF3E, 0x9B14583D, 0xED59B63B),
    SLICE(0x3D6029B0, 0x7AC05360, 0xF580A6C0, 0x30704BC1, 0x60E09782, 0xC1C12F04, 0x58F35849, 0xB1E6B092),
    SLICE(0xCB5CD3A5, 0x4DC8A10B, 0x9B914216, 0xEC53826D, 0x03D6029B, 0x07AC0536, 0x0F580A6C, 0x1EB014D8),
    SLICE(0xA6770BB4, 0x979F1129, 0xF44F2413, 0x33EF4E67, 0x67DE9CCE, 0xCFBD399C, 0x440B7579, 0x8816EAF2),
    SLICE(0xCCAA009E, 0x4225077D, 0x844A0EFA, 0xD3E51BB5, 0x7CBB312B, 0xF9766256, 0x299DC2ED, 0x533B85DA),
    SLICE(0x177B1443, 0x2EF62886, 0x5DEC510C, 0xBBD8A218, 0xACC04271, 0x82F182A3, 0xDE920307, 0x6655004F),
    SLICE(0xEFC26B3E, 0x04F5D03D, 0x09EBA07A, 0x13D740F4, 0x27AE81E8, 0x4F5D03D0, 0x9EBA07A0, 0xE6050901),
    SLICE(0xC18EDFC0, 0x586CB9C1, 0xB0D97382, 0xBAC3E145, 0xAEF6C4CB, 0x869C8FD7, 0xD64819EF, 0x77E1359F),
    SLICE(0x9BA54C6F, 0xEC3B9E9F, 0x03063B7F, 0x060C76FE, 0x0C18EDFC, 0x1831DBF8, 0x3063B7F0, 0x60C76FE0),
    SLICE(0xDD96D985, 0x605CB54B, 0xC0B96A96, 0x5A03D36D, 0xB407A6DA, 0xB37E4BF5, 0xBD8D91AB, 0xA06A2517),
    SLICE(0x9D0FE176, 0xE16EC4AD, 0x19AC8F1B, 0x33591E36, 0x66B23C6C, 0xCD6478D8, 0x41B9F7F1, 0x8373EFE2),
    SLICE(0xB9FBDBE8, 0xA886B191, 0x8A7C6563, 0xCF89CC87, 0x44629F4F, 0x88C53E9E, 0xCAFB7B7D, 0x4E87F0BB),
    SLICE(0xAE689191, 0x87A02563, 0xD4314C87, 0x73139F4F, 0xE6273E9E, 0x173F7B7D, 0x2E7EF6FA, 0x5CFDEDF4),
};
// clang-format on

static uint32_t slice_word(uint32_t word, unsigned slice) {
  return slices[slice + 3][word & 255] ^ slices[slice + 2][word >> 8 & 255] ^
         slices[slice + 1][word >> 16 & 255] ^ slices[slice][word >> 24];
}

uint32_t atsnn_crc32(uint32_t crc, const uint8_t *bytes, size_t length) {
  crc = ~crc;
  for (; length >= SLICES; length -= SLICES, bytes += SLICES) {
    // What does not wait for the turn before comes first.
    const uint32_t ahead = slice_word(atsnn_load_u32(bytes + 4), 8) ^
                           slice_word(atsnn_load_u32(bytes + 8), 4) ^
                           slice_word(atsnn_load_u32(bytes + 12), 0);
    crc = ahead ^ slice_word(crc ^ atsnn_load_u32(bytes), 12);
  }
  for (; length > 0; length--, bytes++) {
    crc = crc >> 8 ^ slices[0][(crc ^ *bytes) & 255];
  }
  return ~crc;
}
