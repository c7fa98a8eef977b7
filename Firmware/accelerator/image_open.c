#include "image_layout.h"

/// The checks after the header, in the order of FORMAT.md.
static atsnn_result check_image(atsnn_image *image) {
  atsnn_result result = atsnn_check_sections(image);
  if (result == ATSNN_OK) {
    result = atsnn_check_tables(image);
  }
  if (result == ATSNN_OK) {
    result = atsnn_check_model(image);
  }
  if (result == ATSNN_OK) {
    result = atsnn_check_nodes(image);
  }
  if (result == ATSNN_OK) {
    result = atsnn_check_contents(image);
  }
  if (result == ATSNN_OK) {
    result = atsnn_check_flags(image);
  }
  if (result == ATSNN_OK) {
    result = atsnn_check_bounds(image);
  }
  return result;
}

atsnn_result atsnn_image_open(atsnn_image *image, const void *bytes, size_t length) {
  if (image == NULL || bytes == NULL) {
    return ATSNN_BAD_ARGUMENT;
  }
  if ((uintptr_t)bytes % ATSNN_ALIGNMENT != 0) {
    return ATSNN_ADDRESS;
  }
  atsnn_image checked = {0};
  atsnn_result result = atsnn_check_header(&checked, bytes, length);
  if (result == ATSNN_OK) {
    result = check_image(&checked);
  }
  if (result == ATSNN_OK) {
    *image = checked;
  }
  return result;
}

const char *atsnn_result_name(atsnn_result result) {
  static const char *const names[] = {
      [ATSNN_OK] = "ok",
      [ATSNN_TRUNCATED] = "truncated",
      [ATSNN_MAGIC] = "magic",
      [ATSNN_FORMAT_VERSION] = "formatVersion",
      [ATSNN_ARITHMETIC_VERSION] = "arithmeticVersion",
      [ATSNN_FEATURE_FLAGS] = "featureFlags",
      [ATSNN_HEADER_CHECKSUM] = "headerChecksum",
      [ATSNN_SECTION_CHECKSUM] = "sectionChecksum",
      [ATSNN_SECTION_PLACE] = "sectionPlace",
      [ATSNN_SECTION_SET] = "sectionSet",
      [ATSNN_LAYOUT_CODE] = "layoutCode",
      [ATSNN_VALUE] = "value",
      [ATSNN_SHAPE] = "shape",
      [ATSNN_ORDER] = "order",
      [ATSNN_BOUND] = "bound",
      [ATSNN_ADDRESS] = "address",
      [ATSNN_BAD_ARGUMENT] = "badArgument",
      [ATSNN_NO_MEMORY] = "noMemory",
      [ATSNN_BAD_STATE] = "badState",
      [ATSNN_BUSY] = "busy",
      [ATSNN_TIMEOUT] = "timeout",
      [ATSNN_ABORTED] = "aborted",
      [ATSNN_NO_DEVICE] = "noDevice",
      [ATSNN_DEVICE_FAULT] = "deviceFault",
      [ATSNN_BUS_ADDRESS] = "busAddress",
  };
  const bool known = (unsigned)result < sizeof names / sizeof names[0] && names[result] != NULL;
  return known ? names[result] : "unknown";
}
