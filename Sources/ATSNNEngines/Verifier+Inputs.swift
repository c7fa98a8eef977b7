extension Verifier {
  /// The vector's input, checked by size and SHA-256; nil where its data set is not at hand.
  func input(
    _ vector: GoldenVector, _ folder: GoldenFolder, _ network: Network
  ) throws(EngineError) -> [UInt8]? {
    let place = "\(folder.path)/vectors.json: vector \(vector.name)"
    try checkSizes(vector, network, place)
    guard let input = try read(vector.input, folder, network) else { return nil }
    guard input.count == network.inputBytes else {
      throw EngineError(
        place,
        "the input has \(input.count) bytes, the image needs \(network.inputBytes); "
          + "restore the input")
    }
    guard SHA256.hex(input) == vector.inputSHA256 else {
      throw EngineError(place, "the input's SHA-256 is not the recorded one; restore the input")
    }
    return input
  }

  /// Throws unless the vector has a value for every node and class of `network`.
  private func checkSizes(
    _ vector: GoldenVector, _ network: Network, _ place: String
  ) throws(EngineError) {
    for (index, timestep) in vector.timesteps.enumerated() {
      let nodes = network.nodes.count
      let sizes = [
        timestep.nodes.count + 1 == nodes, timestep.synapticOperations.count == nodes,
        timestep.saturations.count == nodes, timestep.logits.count == network.classes,
        timestep.readout.count == network.classes,
      ]
      let traces = zip(timestep.nodes, network.nodes).allSatisfy { $0.fits($1) }
      guard !sizes.contains(false), traces else {
        throw EngineError(
          place, "timestep \(index + 1) does not fit the image's layers; make the vectors again")
      }
    }
  }

  private func read(
    _ input: GoldenInput, _ folder: GoldenFolder, _ network: Network
  ) throws(EngineError) -> [UInt8]? {
    switch input {
    case .file(let name):
      return try EngineError.reading(folder.path + "/" + name)
    case .record(let record):
      return try records.input(record, for: network)
    }
  }
}

extension GoldenNode {
  /// Whether membranes are there exactly for spiking nodes and a trace has every element.
  fileprivate func fits(_ node: NetworkNode) -> Bool {
    guard (membranes != nil) == (node.kind == .spiking) else { return false }
    guard let trace else { return true }
    let counts = [trace.output.count, trace.membranes?.count ?? node.elements]
    return counts == [node.elements, node.elements]
      && (trace.membranes != nil) == (node.kind == .spiking)
  }
}
