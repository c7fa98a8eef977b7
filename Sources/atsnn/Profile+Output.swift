extension Profile {
  /// Microseconds an image.
  private func microseconds(_ nanoseconds: UInt64) -> Double {
    Double(nanoseconds) / 1000 / Double(images)
  }

  private func perImage(_ count: UInt64) -> Double { Double(count) / Double(images) }

  /// Share of the sources' elements that were active, weighted by what each reaches.
  private func density(_ layer: Layer) -> Double? {
    guard layer.denseOperations > 0 else { return nil }
    return Double(layer.operations) / Double(layer.denseOperations * timesteps)
  }

  private func spikeRate(_ layer: Layer) -> Double? {
    guard layer.neurons > 0 else { return nil }
    return Double(layer.spikes) / Double(layer.neurons * timesteps)
  }

  private func operationsPerSecond(_ layer: Layer) -> Double? {
    guard layer.operations > 0, layer.nanoseconds > 0 else { return nil }
    return Double(layer.operations) / Double(layer.nanoseconds) * 1e9
  }

  private var total: UInt64 { layers.reduce(beginNanoseconds) { $0 + $1.nanoseconds } }

  var json: JSON {
    let rows = layers.map { layer in
      JSON.object([
        ("name", .string(layer.name)),
        ("kernel", .string(layer.kernel)),
        ("microseconds_per_image", .number(microseconds(layer.nanoseconds))),
        ("synaptic_operations_per_image", .number(perImage(layer.operations))),
        ("density", .optional(density(layer))),
        ("spike_rate", .optional(spikeRate(layer))),
        ("synaptic_operations_per_second", .optional(operationsPerSecond(layer))),
      ])
    }
    return .object([
      ("images", .integer(images)),
      ("begin_microseconds_per_image", .number(microseconds(beginNanoseconds))),
      ("microseconds_per_image", .number(microseconds(total))),
      ("layers", .array(rows)),
    ])
  }

  /// A table for people.
  var text: String {
    var table = TextTable([
      ("layer", .left), ("us an image", .right), ("share", .right), ("operations", .right),
      ("density", .right), ("spike rate", .right), ("G op/s", .right), ("kernel", .left),
    ])
    table.add(row("begin", beginNanoseconds))
    for layer in layers {
      table.add([
        layer.name, Format.number(microseconds(layer.nanoseconds), 1), share(layer.nanoseconds),
        layer.operations > 0 ? Format.number(perImage(layer.operations), 0) : "",
        density(layer).map { Format.percent($0, 1) } ?? "",
        spikeRate(layer).map { Format.percent($0, 1) } ?? "",
        operationsPerSecond(layer).map { Format.number($0 / 1e9, 1) } ?? "", layer.kernel,
      ])
    }
    table.add(row("all", total))
    return table.text
  }

  private func row(_ name: String, _ nanoseconds: UInt64) -> [String] {
    [
      name, Format.number(microseconds(nanoseconds), 1), share(nanoseconds), "", "", "", "", "",
    ]
  }

  private func share(_ nanoseconds: UInt64) -> String {
    Format.percent(Double(nanoseconds) / Double(total), 1)
  }
}
