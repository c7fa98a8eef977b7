/// The input of a golden vector: a file beside it, or a record of a data set under $ATSNN_DATA.
#ifndef ATSNN_TESTS_VECTOR_INPUT_H
#define ATSNN_TESTS_VECTOR_INPUT_H

#include "support.h"

/// Reads the input of a vector in a folder, in element order; the caller frees its bytes.
/// @return false when the input's data set is not at hand
bool vector_input_read(const char *folder, const cJSON *vector, file_bytes *input);

#endif
