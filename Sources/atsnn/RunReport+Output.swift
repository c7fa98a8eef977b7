extension RunReport {
  /// The contract's object.
  func json(withPredictions: Bool) -> JSON {
    var members: [(String, JSON)] = [
      ("images", .integer(images)),
      ("correct", correct.map(JSON.integer) ?? .null),
      ("accuracy", .optional(accuracy)),
      ("mean_timesteps", .number(meanTimesteps)),
      ("exit_histogram", .array(exitHistogram.map(JSON.integer))),
      (
        "exit_reasons", .object(exitReasons.map { ($0.reason.name, .integer($0.images)) })
      ),
      ("latency_us", latency.json),
      ("synaptic_operations_per_image", .number(synapticOperationsPerImage)),
      ("operations_per_image", .number(operationsPerImage)),
      ("greatest_operations", .count(greatestOperations)),
      ("spiking_layers", .array(spikeRates.map { .string($0.name) })),
      ("spike_rate", .array(spikeRates.map { .number($0.rate) })),
    ]
    if withPredictions {
      members.append(("predictions", .array(predictions.map(JSON.integer))))
    }
    return .object(members)
  }

  /// Tables for people.
  func text(withPredictions: Bool) -> String {
    var lines = [summary, "", exits, "", rates]
    if withPredictions {
      lines += ["", "predictions"]
      for start in stride(from: 0, to: predictions.count, by: 20) {
        let row = predictions[start..<min(start + 20, predictions.count)]
        lines.append(row.map(String.init).joined(separator: " "))
      }
    }
    return lines.joined(separator: "\n")
  }

  private var summary: String {
    let answers =
      correct.map { "\(Format.percent(accuracy ?? 0)) (\(Format.integer($0)) correct)" }
      ?? "unknown, the data has no labels"
    return """
      images               \(Format.integer(images))
      accuracy             \(answers)
      mean timesteps       \(Format.number(meanTimesteps, 3))
      latency an image     median \(Format.number(latency.median, 1)) us, \
      90 % below \(Format.number(latency.p90, 1)) us
      synaptic operations  \(Format.number(synapticOperationsPerImage, 0)) an image
      operations at most   \(Format.integer(greatestOperations)) (synaptic and neuron updates)
      answered because of  \(reasons)
      """
  }

  private var reasons: String {
    exitReasons.map { "\($0.reason.name) \(Format.integer($0.images))" }.joined(separator: ", ")
  }

  private var exits: String {
    var table = TextTable([("exit at timestep", .right), ("images", .right), ("share", .right)])
    for (index, count) in exitHistogram.enumerated() {
      let share = Format.percent(Double(count) / Double(images), 1)
      table.add(["\(index + 1)", Format.integer(count), share])
    }
    return table.text
  }

  private var rates: String {
    var table = TextTable([("spiking layer", .left), ("spike rate", .right)])
    for layer in spikeRates { table.add([layer.name, Format.percent(layer.rate)]) }
    return table.text
  }
}
