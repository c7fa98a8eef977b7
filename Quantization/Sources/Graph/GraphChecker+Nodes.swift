extension GraphChecker {
  /// What a node reads, as far as it is known.
  struct Source {
    let name: String
    let source: GraphSource?
    let shape: MapShape?
    let signal: Signal?
  }

  /// A node being read.
  struct NodeReader {
    let name: String
    let reader: ObjectReader
    let sources: [Source]

    /// The single source of a node that has one.
    var source: Source? { sources.count == 1 ? sources[0] : nil }

    func problem(_ fault: String, _ remedy: String) { reader.problem(fault, remedy) }
  }

  /// What could be told of a node.
  struct Reading {
    var operation: Operation?
    var shape: MapShape?
    var signal: Signal?
  }

  /// Reads `nodes` of the graph.
  mutating func readNodes(_ graph: ObjectReader) {
    guard let values = graph.array("nodes") else { return }
    guard (1...4096).contains(values.count) else {
      graph.problem("\(values.count) nodes", "give 1 to 4096")
      return
    }
    allNames = Set(values.compactMap { $0["name"]?.string })
    for (index, value) in values.enumerated() { readNode(value, index: index) }
  }

  private mutating func readNode(_ value: JSONValue, index: Int) {
    let name = value["name"]?.string ?? "nodes[\(index)]"
    uses.append(0)
    entries.append(Entry(name: name))
    guard let reader = ObjectReader(value, place: "node \(name)", problems: problems) else {
      return
    }
    _ = reader.string("name")
    if name.isEmpty || name == "input" || indices[name] != nil {
      reader.problem("its name is empty, taken or \"input\"", "give every node a name of its own")
    }
    let node = NodeReader(name: name, reader: reader, sources: readSources(reader))
    let reading = readOperation(node)
    finish(node, reading, index: index)
    if indices[name] == nil { indices[name] = index }
  }

  private mutating func finish(_ node: NodeReader, _ reading: Reading, index: Int) {
    entries[index].shape = reading.shape
    entries[index].signal = reading.signal
    checkLimits(node, reading)
    let sources = node.sources.compactMap(\.source)
    guard sources.count == node.sources.count, let operation = reading.operation,
      let shape = reading.shape, let signal = reading.signal
    else { return }
    entries[index].node = GraphNode(
      name: node.name, operation: operation, sources: sources, shape: shape, signal: signal)
  }

  /// The limits of the image format on a node's output.
  private func checkLimits(_ node: NodeReader, _ reading: Reading) {
    if let shape = reading.shape,
      shape.channels > 65535 || max(shape.height, shape.width) > 4096 || shape.elements > 1 << 26,
      !isFlatten(reading)
    {
      node.problem(
        "its output is \(shape)", "stay within 65535 channels, 4096 x 4096 and 2^26 elements")
    }
    if case .counts(let maximum, _)? = reading.signal, maximum > 65535 {
      node.problem(
        "its counts reach \(maximum), above 65535",
        "pool over fewer spikes, or put a neuron between the poolings")
    }
  }

  private func isFlatten(_ reading: Reading) -> Bool {
    if case .flatten? = reading.operation { true } else { false }
  }

  private mutating func readSources(_ reader: ObjectReader) -> [Source] {
    guard let names = reader.strings("input") else { return [] }
    return names.map { resolve($0, reader) }
  }

  private mutating func resolve(_ name: String, _ reader: ObjectReader) -> Source {
    if name == "input" {
      return Source(name: name, source: .input, shape: input?.shape, signal: .input)
    }
    if let index = indices[name] {
      uses[index] += 1
      let entry = entries[index]
      return Source(name: name, source: .node(index), shape: entry.shape, signal: entry.signal)
    }
    if allNames.contains(name) {
      reader.problem(
        "reads \(name), which does not come before it",
        "order the nodes so that inputs come first; a cycle cannot be run")
    } else {
      reader.problem("reads \(name), which is no node", "correct the name, or add the node")
    }
    return Source(name: name, source: nil, shape: nil, signal: nil)
  }
}
