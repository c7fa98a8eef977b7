import ATSNNQuantization

/// What `reference` says.
struct ReferenceReport {
  let evaluation: FloatEvaluation

  /// Share of right answers if all records ran to each timestep, timestep 1 first.
  private var accuracies: [Double] {
    evaluation.correctPerTimestep.map { Double($0) / Double(max(evaluation.images, 1)) }
  }

  var json: JSON {
    .object([
      ("images", .integer(evaluation.images)),
      ("correct", .integer(evaluation.correct)),
      ("accuracy", .number(evaluation.accuracy)),
      ("mean_timesteps", .number(evaluation.meanTimesteps)),
      ("exit_histogram", .array(evaluation.exitHistogram.map(JSON.integer))),
      ("accuracy_per_timestep", .array(accuracies.map(JSON.number))),
    ])
  }

  var text: String {
    var table = TextTable([
      ("timestep", .right), ("exits", .right), ("accuracy if all ran to it", .right),
    ])
    for (index, accuracy) in accuracies.enumerated() {
      let exits = Format.integer(evaluation.exitHistogram[index])
      table.add(["\(index + 1)", exits, Format.percent(accuracy)])
    }
    return """
      images           \(Format.integer(evaluation.images))
      accuracy         \(Format.percent(evaluation.accuracy)) with early exit
      mean timesteps   \(Format.number(evaluation.meanTimesteps, 3))

      \(table.text)
      """
  }
}
