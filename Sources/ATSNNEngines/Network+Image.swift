import ATSNNRuntime

extension Network {
  /// What `image` says, in plain values.
  init(_ image: ModelImage) {
    let input = image.input
    takesEvents = input.kind == .events
    binning = input.binning.rawValue
    inputHeight = input.shape.height
    inputWidth = input.shape.width
    inputChannels = input.shape.channels
    timesteps = image.timesteps
    classes = image.classes
    nodes = (0..<image.nodeCount).map { NetworkNode(image.node($0)) }
    let records = (0..<image.timesteps).map { image.timestep($0) }
    let exit = image.exitPolicy
    policy = EnginePolicy(
      score: ExitScoreKind(rawValue: exit.score.rawValue) ?? .never,
      minimumTimestep: exit.minimumTimestep, maximumTimestep: exit.maximumTimestep,
      thresholds: records.map(\.threshold), budget: exit.budget)
    exponentUnits = records.map { ExponentUnit(factor: $0.factor, shift: $0.factorShift) }
  }

  /// Whether vectors of `other` can be compared with this network node by node.
  func hasShapes(of other: Network) -> Bool {
    func shapes(_ network: Network) -> [[Int]] {
      network.nodes.map { [Int($0.kind.rawValue), $0.height, $0.width, $0.channels] }
    }
    func input(_ network: Network) -> [Int] {
      [network.inputHeight, network.inputWidth, network.inputChannels, network.inputBytes]
    }
    return input(self) == input(other) && shapes(self) == shapes(other)
      && takesEvents == other.takesEvents && timesteps == other.timesteps
  }
}

extension NetworkNode {
  init(_ node: Node) {
    name = String(decoding: node.name, as: UTF8.self)
    kind = Kind(rawValue: node.kind.rawValue) ?? .readOut
    height = node.shape.height
    width = node.shape.width
    channels = node.shape.channels
  }
}
