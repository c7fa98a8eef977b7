extension GraphChecker {
  /// Reads `exit`, the optional policy of the float network.
  func readExit(_ graph: ObjectReader, timesteps: Int?) -> FloatExitPolicy? {
    guard let value = graph.value("exit"), value != .null,
      let reader = ObjectReader(value, place: "graph.exit", problems: problems)
    else { return nil }
    reader.refuseUnknownKeys(known: ["score", "thresholds", "min_timestep", "max_timestep"])
    let scores = FloatExitPolicy.Score.allCases.map { ($0.rawValue, $0) }
    let score = reader.choice("score", Dictionary(uniqueKeysWithValues: scores))
    guard let timesteps else { return nil }
    let thresholds = reader.numbers("thresholds", count: timesteps)
    let maximum = reader.integer("max_timestep", in: 1...timesteps, default: timesteps)
    let minimum = reader.integer("min_timestep", in: 1...(maximum ?? timesteps), default: 1)
    guard let score, let thresholds, let minimum, let maximum else { return nil }
    return FloatExitPolicy(
      score: score, thresholds: thresholds, minimumTimestep: minimum, maximumTimestep: maximum)
  }

  /// Reads `training.held_out`, one range or several; other members of `training` are for people.
  func readHeldOut(_ graph: ObjectReader) -> [Range<Int>] {
    guard let value = graph.value("training"), value != .null,
      let training = ObjectReader(value, place: "graph.training", problems: problems),
      let heldOut = training.value("held_out")
    else { return [] }
    let place = "graph.training.held_out"
    let parts = heldOut.array ?? [heldOut]
    let ranges = parts.enumerated().compactMap { index, part in
      readRange(part, place: heldOut.array == nil ? place : "\(place)[\(index)]")
    }
    for (range, next) in zip(ranges, ranges.dropFirst()) where next.lowerBound < range.upperBound {
      problems.add(
        place, "the range from \(next.lowerBound) begins before the one before it ends",
        "give ascending ranges that do not overlap")
      return []
    }
    return ranges
  }

  /// The records FIRST to FIRST + COUNT - 1 of `{"first": FIRST, "count": COUNT}`.
  private func readRange(_ value: JSONValue, place: String) -> Range<Int>? {
    let most = 1 << 40
    guard let reader = ObjectReader(value, place: place, problems: problems),
      let first = reader.integer("first", in: 0...most),
      let count = reader.integer("count", in: 1...most)
    else { return nil }
    return first..<first + count
  }

  /// Reads `quantization`, the integers fixed by training.
  func readFixed(_ graph: ObjectReader, output: GraphOutput?) -> FixedQuantization? {
    guard let value = graph.value("quantization"), value != .null,
      let reader = ObjectReader(value, place: "graph.quantization", problems: problems)
    else { return nil }
    reader.refuseUnknownKeys(known: ["weight_bits", "membrane_bits", "layers"])
    let bits = readBits(reader, "weight_bits", 8, 16)
    let membraneBits = readBits(reader, "membrane_bits", 16, 32, default: 16)
    var layers: [String: FixedQuantization.Layer] = [:]
    for member in ObjectReader.members(reader.value("layers")) {
      layers[member.name] = readFixedLayer(member, output: output)
    }
    guard let bits, let membraneBits else { return nil }
    return FixedQuantization(weightBits: bits, membraneBits: membraneBits, layers: layers)
  }

  /// The width `key`: `narrow` or `wide`.
  private func readBits(
    _ reader: ObjectReader, _ key: String, _ narrow: Int, _ wide: Int, default standard: Int? = nil
  ) -> Int? {
    let bits = reader.integer(key, in: narrow...wide, default: standard)
    if let bits, bits != narrow && bits != wide {
      reader.problem("\(key) \(bits)", "give \(narrow) or \(wide)")
    }
    return bits
  }

  private func readFixedLayer(_ member: JSONValue.Member, output: GraphOutput?)
    -> FixedQuantization.Layer?
  {
    let place = "graph.quantization.layers.\(member.name)"
    guard let reader = ObjectReader(member.value, place: place, problems: problems) else {
      return nil
    }
    guard let index = indices[member.name], let isOutput = isFixable(index, output: output) else {
      reader.problem("it is neither a neuron nor the output node", "correct the name")
      return nil
    }
    reader.refuseUnknownKeys(known: isOutput ? ["scale"] : ["scale", "shift", "threshold"])
    guard let channels = entries[index].shape?.channels else { return nil }
    let scale = reader.value("scale").flatMap { _ in
      reader.numbers("scale", count: isOutput ? 1 : channels)
    }
    if let scale, !scale.allSatisfy({ $0 > 0 }) {
      reader.problem("a scale that is not positive", "give the value of one accumulator unit")
    }
    let shift = reader.value("shift").flatMap { _ in
      reader.integers("shift", count: channels, in: -16...24)
    }
    let threshold = reader.value("threshold").flatMap { _ in
      reader.integers("threshold", count: channels, in: 1...1 << 29)
    }
    return FixedQuantization.Layer(scale: scale, shift: shift, threshold: threshold)
  }

  /// Whether the node is the output (true) or a neuron (false); nil if neither.
  private func isFixable(_ index: Int, output: GraphOutput?) -> Bool? {
    if index == output?.node { return true }
    if case .neuron? = entries[index].node?.operation { return false }
    return entries[index].node == nil ? false : nil
  }
}
