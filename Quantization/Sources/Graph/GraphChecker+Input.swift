extension GraphChecker {
  /// Reads `input` of the graph.
  mutating func readInput(_ graph: ObjectReader) {
    guard
      let reader = ObjectReader(graph.value("input"), place: "graph.input", problems: problems)
    else { return }
    let dimensions = reader.integers("shape", count: 3, in: 1...4096)
    let shape = dimensions.map { MapShape(channels: $0[0], height: $0[1], width: $0[2]) }
    let isImage: Bool? = reader.choice("kind", ["image": true, "events": false])
    guard let isImage else { return }
    let kind = isImage ? imageKind(reader, shape) : eventKind(reader, shape)
    if let shape, shape.elements > 1 << 26 {
      reader.problem("\(shape.elements) elements", "give an input of at most 2^26 elements")
    }
    if let kind, let shape { input = GraphInput(kind: kind, shape: shape) }
  }

  private func imageKind(_ reader: ObjectReader, _ shape: MapShape?) -> GraphInput.Kind? {
    reader.refuseUnknownKeys(known: ["kind", "shape", "planes", "mean", "std"])
    let planes = reader.choice("planes", ["gray": GraphInput.Planes.gray, "RGB": .rgb])
    guard let shape, let planes else { return nil }
    let wanted = planes == .gray ? 1 : 3
    if shape.channels != wanted {
      reader.problem("\(shape.channels) planes for \(planes.rawValue)", "give \(wanted)")
    }
    let mean = reader.numbers("mean", count: shape.channels)
    let deviation = reader.numbers("std", count: shape.channels)
    if let mean, !mean.allSatisfy({ $0 >= 0 && $0 <= 255 }) {
      reader.problem("a mean outside 0...255", "give means in pixel units")
    }
    if let deviation, !deviation.allSatisfy({ $0 > 0 }) {
      reader.problem("a std that is not positive", "give standard deviations in pixel units")
    }
    guard let mean, let deviation else { return nil }
    return .image(planes: planes, mean: mean, deviation: deviation)
  }

  private func eventKind(_ reader: ObjectReader, _ shape: MapShape?) -> GraphInput.Kind? {
    reader.refuseUnknownKeys(known: ["kind", "shape", "binning"])
    if let shape, shape.channels != 2 {
      reader.problem("\(shape.channels) planes", "event frames have 2, one per polarity")
    }
    return reader.choice("binning", ["time": GraphInput.EventBinning.time, "count": .count])
      .map { .events($0) }
  }
}
