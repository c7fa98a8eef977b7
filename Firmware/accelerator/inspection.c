#include "digest.h"
#include "machine.h"

/// The output tensor of a node; null for the read-out and for a node that is not there.
static const atsnn_tensor *output_of(const atsnn_accelerator *machine, uint32_t node) {
  const bool has = node < machine->image->node_count - 1;
  return has ? &machine->tensors[node + 1] : NULL;
}

static int32_t membrane_of(const atsnn_node *node, uint32_t element) {
  return node->membranes_16 != NULL ? node->membranes_16[element] : node->membranes_32[element];
}

static bool has_membranes(const atsnn_accelerator *machine, uint32_t node) {
  return node < machine->image->node_count &&
         machine->nodes[node].record.kind == ATSNN_NODE_SPIKING;
}

atsnn_node_kind atsnn_accelerator_node_kind(const atsnn_accelerator *accelerator, uint32_t node) {
  const bool has = node < accelerator->image->node_count;
  return has ? (atsnn_node_kind)accelerator->nodes[node].record.kind : ATSNN_NODE_NONE;
}

uint32_t atsnn_accelerator_elements(const atsnn_accelerator *accelerator, uint32_t node) {
  const bool has = node < accelerator->image->node_count;
  return has ? atsnn_shape_elements(accelerator->nodes[node].record.output) : 0;
}

const int32_t *atsnn_accelerator_logits(const atsnn_accelerator *accelerator) {
  return accelerator->logits;
}

const int32_t *atsnn_accelerator_readout(const atsnn_accelerator *accelerator) {
  return accelerator->readout;
}

uint32_t atsnn_accelerator_output(const atsnn_accelerator *accelerator, uint32_t node,
                                  uint32_t element) {
  const atsnn_tensor *output = output_of(accelerator, node);
  if (output == NULL || element >= atsnn_shape_elements(output->shape)) {
    return 0;
  }
  return atsnn_tensor_element(output, element);
}

int32_t atsnn_accelerator_membrane(const atsnn_accelerator *accelerator, uint32_t node,
                                   uint32_t element) {
  if (!has_membranes(accelerator, node) ||
      element >= atsnn_accelerator_elements(accelerator, node)) {
    return 0;
  }
  return membrane_of(&accelerator->nodes[node], element);
}

uint64_t atsnn_accelerator_output_digest(const atsnn_accelerator *accelerator, uint32_t node) {
  const atsnn_tensor *output = output_of(accelerator, node);
  uint64_t digest = ATSNN_DIGEST_START;
  if (output == NULL) {
    return digest;
  }
  const unsigned bytes = output->shape.maximum <= 255 ? 1 : 2;
  const uint32_t elements = atsnn_shape_elements(output->shape);
  for (uint32_t i = 0; i < elements; i++) {
    digest = atsnn_digest_value(digest, atsnn_tensor_element(output, i), bytes);
  }
  return digest;
}

uint64_t atsnn_accelerator_membrane_digest(const atsnn_accelerator *accelerator, uint32_t node) {
  uint64_t digest = ATSNN_DIGEST_START;
  if (!has_membranes(accelerator, node)) {
    return digest;
  }
  const atsnn_node *spiking = &accelerator->nodes[node];
  const unsigned bytes = spiking->record.membrane_width / 8u;
  const uint32_t elements = atsnn_accelerator_elements(accelerator, node);
  for (uint32_t i = 0; i < elements; i++) {
    digest = atsnn_digest_value(digest, (uint32_t)membrane_of(spiking, i), bytes);
  }
  return digest;
}

const atsnn_counts *atsnn_accelerator_counts(const atsnn_accelerator *accelerator, uint32_t node) {
  return node < accelerator->image->node_count ? &accelerator->nodes[node].now : NULL;
}

const atsnn_counts *atsnn_accelerator_totals(const atsnn_accelerator *accelerator, uint32_t node) {
  return node < accelerator->image->node_count ? &accelerator->nodes[node].total : NULL;
}
