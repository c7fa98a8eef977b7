/// The NOTE section: where an image comes from, for people.
struct ImageNote {
  let generator: String
  let network: IntegerNetwork

  private typealias Member = JSONValue.Member

  /// One line of JSON.
  var text: String {
    let graph = network.lowered.graph
    return JSONWriter.text(
      .object([
        Member("generator", .string(generator)),
        Member("source", .string(graph.name)),
        Member("classes", .array(graph.classes.map(JSONValue.string))),
        Member("scales", .object(scales)),
      ]))
  }

  /// Per layer the value of one accumulator unit of each channel, to seven digits.
  private var scales: [Member] {
    zip(network.lowered.layers, network.layers).compactMap { layer, integers in
      guard !integers.scale.isEmpty else { return nil }
      if case .readout = layer.kind { return Member(layer.name, Self.short(network.readout.scale)) }
      return Member(layer.name, .array(integers.scale.map(Self.short)))
    }
  }

  private static func short(_ value: Double) -> JSONValue {
    .number(Double(Float(value).description) ?? value)
  }
}
