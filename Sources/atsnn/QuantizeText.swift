import ATSNNQuantization

/// What `quantize` says.
struct QuantizeText {
  let result: QuantizeResult
  let output: String

  /// The most important figures; the report has all.
  var json: JSON {
    .object([
      ("image", .string(output)),
      ("image_bytes", .integer(result.image.count)),
      ("scale_records", .string(result.split.scaleDescription)),
      ("threshold_records", .string(result.split.thresholdDescription)),
      ("float_accuracy", .number(result.float.accuracy)),
      ("integer_accuracy", .number(result.integer.accuracy)),
      ("float_mean_timesteps", .number(result.float.meanTimesteps)),
      ("integer_mean_timesteps", .number(result.integer.meanTimesteps)),
      ("warnings", .array(result.warnings.map(JSON.string))),
    ])
  }

  var text: String {
    var table = TextTable([
      ("on the threshold records", .left), ("float", .right), ("integer", .right),
    ])
    table.add([
      "accuracy", Format.percent(result.float.accuracy), Format.percent(result.integer.accuracy),
    ])
    table.add([
      "mean timesteps", Format.number(result.float.meanTimesteps, 3),
      Format.number(result.integer.meanTimesteps, 3),
    ])
    let lines = [
      "scales chosen on      \(result.split.scaleDescription)",
      "exits calibrated on   \(result.split.thresholdDescription)",
      "",
      table.text,
      "",
    ]
    let warnings = result.warnings.map { "warning: " + Ending.line($0) }
    let end = "\(output): \(Format.integer(result.image.count)) bytes"
    return (lines + warnings + [end]).joined(separator: "\n")
  }
}
