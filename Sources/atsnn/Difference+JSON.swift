import ATSNNEngines

extension Difference {
  /// The object of `first_difference`.
  var json: JSON {
    func integer(_ value: Int?) -> JSON { value.map(JSON.integer) ?? .null }
    return .object([
      ("vector", .string(vector)),
      ("timestep", .integer(timestep)),
      ("layer", integer(layer)),
      ("layer_name", layerName.map(JSON.string) ?? .null),
      ("neuron", integer(neuron)),
      ("y", integer(place?.y)),
      ("x", integer(place?.x)),
      ("channel", integer(place?.channel)),
      ("quantity", .string(quantity.rawValue)),
      ("expected", expected.json),
      ("actual", actual.json),
      ("remark", remark.map(JSON.string) ?? .null),
    ])
  }
}

extension Difference.Value {
  /// A number, a pair of numbers, null, or a digest in hexadecimal.
  var json: JSON {
    switch self {
    case .integer(let value): .integer(value)
    case .score(let pair?): .array([.integer(Int(pair.a)), .integer(Int(pair.b))])
    case .score(nil): .null
    case .text(let text): .string(text)
    case .digest: .string(description)
    }
  }
}
