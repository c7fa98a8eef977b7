/// Turns a checkpoint's JSON into a `FloatGraph`, noting every problem on the way.
///
/// One pass over the graph: a node with a problem keeps whatever shape and signal could still be
/// told, so that the nodes after it are checked too and one fault is not reported twice.
public struct GraphChecker {
  /// A node as far as it could be understood.
  struct Entry {
    let name: String
    var node: GraphNode?
    var shape: MapShape?
    var signal: Signal?
  }

  let checkpoint: Checkpoint
  let problems = ProblemList()
  var input: GraphInput?
  var entries: [Entry] = []
  var indices: [String: Int] = [:]
  /// Names of all nodes, also those still to come.
  var allNames: Set<String> = []
  /// How many nodes (or the output) use a node's value.
  var uses: [Int] = []
  /// Tensors already examined for NaN and infinity.
  var examined: Set<String> = []

  private init(_ checkpoint: Checkpoint) {
    self.checkpoint = checkpoint
  }

  /// Every problem of `checkpoint`, in the order of its graph; of a graph without any, what its
  /// integers run into. Empty when it can be quantized.
  public static func problems(in checkpoint: Checkpoint) -> [Problem] {
    let (graph, problems) = check(checkpoint)
    guard let graph else { return problems }
    return IntegerCheck(graph).problems
  }

  /// The checked graph.
  ///
  /// - Throws: `QuantizationError` of kind `graph` that names the first problem and counts them.
  public static func graph(of checkpoint: Checkpoint) throws(QuantizationError) -> FloatGraph {
    let (graph, problems) = check(checkpoint)
    if let graph { return graph }
    let first = problems.first
    let others = problems.count > 1 ? " (and \(problems.count - 1) more problems)" : ""
    throw QuantizationError(
      .graph, at: "\(checkpoint.fileName): \(first?.place ?? "graph")",
      first?.fault ?? "unusable", remedy: (first?.remedy ?? "see `atsnn check`") + others)
  }

  static func check(_ checkpoint: Checkpoint) -> (graph: FloatGraph?, problems: [Problem]) {
    var checker = GraphChecker(checkpoint)
    let graph = checker.readGraph()
    if let graph {
      checker.checkConnections(graph)
      if checker.problems.problems.isEmpty { checker.checkFolded(graph) }
    }
    let problems = checker.problems.problems
    return (problems.isEmpty ? graph : nil, problems)
  }

  private static let keys: Set<String> = [
    "format", "name", "timesteps", "input", "nodes", "output", "exit", "classes", "training",
    "quantization",
  ]

  private mutating func readGraph() -> FloatGraph? {
    let value = checkpoint.graph
    guard let reader = ObjectReader(value, place: "graph", problems: problems) else { return nil }
    reader.refuseUnknownKeys(known: Self.keys)
    _ = reader.integer("format", in: 1...1)
    let name = reader.string("name")
    let timesteps = reader.integer("timesteps", in: 1...255)
    readInput(reader)
    readNodes(reader)
    let output = readOutput(reader, timesteps: timesteps)
    let classes = readClasses(reader, output: output)
    let exit = readExit(reader, timesteps: timesteps)
    let heldOut = readHeldOut(reader)
    let fixed = readFixed(reader, output: output)
    findUnused()
    guard let name, let timesteps, let input, let output else { return nil }
    let nodes = entries.compactMap(\.node)
    guard nodes.count == entries.count, problems.problems.isEmpty else { return nil }
    return FloatGraph(
      name: name, timesteps: timesteps, input: input, nodes: nodes, output: output, exit: exit,
      classes: classes, heldOut: heldOut, fixed: fixed)
  }

  /// Notes neurons with more sources than the image format holds. Sums are counted node by node, so
  /// that sums of sums cannot keep the checker busy.
  private func checkConnections(_ graph: FloatGraph) {
    var parts: [Int] = []
    for node in graph.nodes {
      let count = node.sources.reduce(0) { total, source in
        guard case .node(let index) = source else { return total + 1 }
        return min(total + parts[index], 1 << 20)
      }
      switch node.operation {
      case .add, .batchNorm: parts.append(count)
      default: parts.append(1)
      }
      guard case .neuron = node.operation, count > 16 else { continue }
      problems.add("node \(node.name)", "\(count) connections", "sum at most 16 before a neuron")
    }
  }

  /// Notes parameters that are sound one by one and leave the range of doubles multiplied out.
  private func checkFolded(_ graph: FloatGraph) {
    for layer in Lowering.lower(graph).layers {
      let isSound = ([layer.bias] + layer.terms.map(\.weights)).allSatisfy { values in
        values.allSatisfy { abs($0) <= 1e60 }
      }
      guard !isSound else { continue }
      problems.add(
        "node \(layer.name)", "its weights with batch norm and input scale folded in pass 1e60",
        "train again: weights, variances or standard deviations are extreme")
    }
  }

  private func findUnused() {
    for (index, entry) in entries.enumerated() where uses[index] == 0 {
      problems.add(
        "node \(entry.name)", "nothing uses its value",
        "remove it, or name it as an input of the node that needs it")
    }
  }
}
