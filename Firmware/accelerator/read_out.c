#include "fixed_point.h"
#include "machine.h"

/// Rule R2: the output neuron's potential from the one before and the logit.
static int32_t next_potential(const atsnn_image *image, int32_t potential, int32_t logit) {
  switch (image->output_neuron) {
  case ATSNN_OUTPUT_INTEGRATOR:
    return potential + logit;
  case ATSNN_OUTPUT_LEAKY:
    return atsnn_leak(potential, image->output_leak_form, image->output_leak_parameter) + logit;
  default:
    return logit;
  }
}

/// Rule R3: the read-out from the one before and the potential; weight in Q15.
static int32_t next_readout(const atsnn_image *image, int32_t readout, int32_t potential,
                            uint32_t weight) {
  switch (image->representation) {
  case ATSNN_SUM:
    return readout + potential;
  case ATSNN_WEIGHTED:
    return readout + (int32_t)atsnn_round_shift_i64((int64_t)weight * potential, 15);
  default:
    return potential;
  }
}

/// Potentials and read-outs are registers of 32 bits; those that a rule does not have are not
/// there.
static void count_registers(const atsnn_image *image, atsnn_counts *counts) {
  const uint64_t classes = image->classes;
  const uint64_t potentials = image->output_neuron != ATSNN_OUTPUT_NONE ? classes : 0;
  const uint64_t reads = potentials + (image->representation != ATSNN_LAST ? classes : 0);
  const uint64_t writes = potentials + classes;
  counts->readout_updates += classes;
  counts->membrane_reads += reads;
  counts->membrane_read_bits += 32 * reads;
  counts->membrane_writes += writes;
  counts->membrane_write_bits += 32 * writes;
  if (image->output_leak_form == ATSNN_LEAK_MULTIPLIER) {
    counts->leak_multiplications += classes;
  } else if (image->output_leak_form != ATSNN_LEAK_NONE) {
    counts->leak_shifts += classes;
  }
}

void atsnn_read_out_update(atsnn_accelerator *machine, atsnn_counts *counts) {
  const atsnn_image *image = machine->image;
  const uint32_t weight = atsnn_image_timestep(image, machine->timestep).weight;
  for (uint32_t c = 0; c < image->classes; c++) {
    machine->potentials[c] = next_potential(image, machine->potentials[c], machine->logits[c]);
    machine->readout[c] = next_readout(image, machine->readout[c], machine->potentials[c], weight);
  }
  count_registers(image, counts);
}
