#include "image_layout.h"

enum { NOWHERE = UINT16_MAX };

atsnn_section_finder atsnn_finder(uint32_t kind) {
  return (atsnn_section_finder){.kind = kind, .first = UINT32_MAX};
}

/// Notes where the sections of FINDER_BLOCK indices stand, in one pass over the table.
static void note_block(const atsnn_image *image, atsnn_section_finder *finder, uint32_t first) {
  finder->first = first;
  finder->passes++;
  for (uint32_t i = 0; i < ATSNN_FINDER_BLOCK; i++) {
    finder->places[i] = NOWHERE;
  }
  for (uint32_t i = 0; i < image->section_count; i++) {
    const atsnn_section section = atsnn_image_section(image, i);
    if (section.kind == finder->kind && section.index - first < ATSNN_FINDER_BLOCK) {
      finder->places[section.index - first] = (uint16_t)i;
    }
  }
}

bool atsnn_image_find(const atsnn_image *image, atsnn_section_finder *finder, uint32_t index,
                      atsnn_section *found) {
  if (finder->next < image->section_count) {
    *found = atsnn_image_section(image, finder->next);
    if (found->kind == finder->kind && found->index == index) {
      finder->next++;
      return true;
    }
  }
  const uint32_t first = index / ATSNN_FINDER_BLOCK * ATSNN_FINDER_BLOCK;
  if (finder->first != first) {
    note_block(image, finder, first);
  }
  const uint32_t place = finder->places[index - first];
  if (place == NOWHERE) {
    return false;
  }
  *found = atsnn_image_section(image, place);
  finder->next = place + 1;
  return true;
}
