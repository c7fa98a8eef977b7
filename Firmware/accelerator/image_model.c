#include "fixed_point.h"
#include "image_layout.h"

bool atsnn_leak_is_valid(unsigned form, unsigned parameter) {
  switch (form) {
  case ATSNN_LEAK_NONE:
    return parameter == 0;
  case ATSNN_LEAK_RETAIN:
  case ATSNN_LEAK_LOSE:
    return parameter >= 1 && parameter <= 15;
  case ATSNN_LEAK_MULTIPLIER:
    return parameter <= ATSNN_Q15_ONE;
  default:
    return false;
  }
}

static bool side_is_valid(uint32_t side) {
  return side >= 1 && side <= ATSNN_MAXIMUM_SIDE;
}

static bool input_is_valid(const atsnn_image *image, unsigned binning, unsigned planes) {
  const bool events = image->input_kind == ATSNN_INPUT_EVENTS;
  const unsigned channels = image->input_channels;
  if (events ? (binning < 1 || binning > 2 || channels != 2)
             : (image->input_kind != ATSNN_INPUT_IMAGE || binning != 0)) {
    return false;
  }
  const bool planes_fit = planes == 0 || (planes == 1 && channels == 1) ||
                          (planes == 2 && channels == 3) || (planes == 3 && events);
  return planes_fit && channels >= 1 && channels <= 1024 && side_is_valid(image->input_height) &&
         side_is_valid(image->input_width);
}

static bool output_is_valid(const atsnn_image *image) {
  const bool leaky = image->output_neuron == ATSNN_OUTPUT_LEAKY;
  return image->output_neuron <= ATSNN_OUTPUT_LEAKY && leaky == (image->output_leak_form != 0) &&
         atsnn_leak_is_valid(image->output_leak_form, image->output_leak_parameter) &&
         image->representation >= ATSNN_LAST && image->representation <= ATSNN_WEIGHTED;
}

static bool schedule_is_valid(const atsnn_image *image) {
  return image->timesteps >= 1 && image->timesteps <= 255 && image->classes >= 2 &&
         image->classes <= 4096 && image->score <= ATSNN_SCORE_MARGIN &&
         image->minimum_timestep >= 1 && image->minimum_timestep <= image->maximum_timestep &&
         image->maximum_timestep <= image->timesteps;
}

static bool timesteps_are_valid(const atsnn_image *image) {
  for (uint32_t t = 0; t < image->timesteps; t++) {
    const atsnn_timestep_record record = atsnn_image_timestep(image, t);
    const bool weight_fits = image->representation == ATSNN_WEIGHTED
                                 ? record.weight <= ATSNN_Q15_ONE
                                 : record.weight == ATSNN_Q15_ONE;
    if (!weight_fits || record.factor < 1 || record.factor > INT32_MAX || record.shift > 62 ||
        record.threshold > atsnn_threshold_limit(image->score)) {
      return false;
    }
  }
  return true;
}

static void load_model(atsnn_image *image, const uint8_t *p) {
  image->input_kind = p[0];
  image->input_channels = atsnn_load_u16(p + 2);
  image->input_height = atsnn_load_u16(p + 4);
  image->input_width = atsnn_load_u16(p + 6);
  image->timesteps = atsnn_load_u16(p + 8);
  image->classes = atsnn_load_u16(p + 10);
  image->output_neuron = p[12];
  image->output_leak_form = p[13];
  image->output_leak_parameter = atsnn_load_u16(p + 14);
  image->representation = p[16];
  image->score = p[17];
  image->minimum_timestep = p[18];
  image->maximum_timestep = p[19];
  image->budget = atsnn_load_u64(p + 24);
}

atsnn_result atsnn_check_model(atsnn_image *image) {
  const uint8_t *p = image->bytes + image->model;
  load_model(image, p);
  if (!input_is_valid(image, p[1], p[20]) || !output_is_valid(image) || !schedule_is_valid(image) ||
      !atsnn_budget_is_valid(image->budget) || !atsnn_bytes_are_zero(p + 21, 3) ||
      !atsnn_bytes_are_zero(p + 32, 32)) {
    return ATSNN_VALUE;
  }
  const uint64_t elements =
      (uint64_t)image->input_height * image->input_width * image->input_channels;
  if (elements > ATSNN_MAXIMUM_ELEMENTS) {
    return ATSNN_SHAPE;
  }
  const atsnn_result result = atsnn_check_input_tables(image);
  if (result != ATSNN_OK) {
    return result;
  }
  return timesteps_are_valid(image) ? ATSNN_OK : ATSNN_VALUE;
}
