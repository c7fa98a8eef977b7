import ATSNNEngines

extension InspectReport {
  /// The contract's object.
  var json: JSON {
    .object([
      ("format_version", .string("1.0")),
      ("arithmetic_version", .integer(Self.arithmeticVersion)),
      ("sha256", .string(sha256)),
      ("input", inputJSON),
      ("layers", .array(layers.map(\.json))),
      ("classes", .integer(network.classes)),
      ("neurons", .integer(neurons)),
      ("timesteps", .integer(network.timesteps)),
      ("exit", exitJSON),
      ("worst_case_operations_per_timestep", .count(worstCaseOperations)),
      (
        "watchdog_interval",
        .object([
          ("operations", .count(watchdog.operations)),
          ("layer", .string(network.nodes[watchdog.node].name)),
        ])
      ),
      ("weight_bytes", .integer(weightBytes)),
      ("flash_bytes", .integer(flashBytes)),
      ("ram_bytes", .integer(ramBytes)),
      ("program_ram_bytes", .integer(programBytes)),
      ("program_ram_bytes_per_further_thread", .integer(threadBytes)),
      ("ram", .object(ram.map { ($0.name, .integer($0.bytes)) })),
      (
        "session_bytes",
        .object(sessionBytes.map { ("\($0.bits)_bit_addresses", .integer($0.bytes)) })
      ),
    ])
  }

  private var inputJSON: JSON {
    let binning: [JSON] = [.null, .string("time"), .string("count")]
    return .object([
      ("kind", .string(network.takesEvents ? "events" : "image")),
      ("height", .integer(network.inputHeight)),
      ("width", .integer(network.inputWidth)),
      ("channels", .integer(network.inputChannels)),
      ("binning", binning[Int(network.binning)]),
    ])
  }

  private var exitJSON: JSON {
    let policy = network.policy
    let steps = policy.thresholds.indices
    return .object([
      ("score", .string(policy.score.name)),
      ("minimum_timestep", .integer(policy.minimumTimestep)),
      ("maximum_timestep", .integer(policy.maximumTimestep)),
      (
        "thresholds",
        .array(steps.map { .optional(policy.humanThreshold($0, network: network)) })
      ),
      ("integer_thresholds", .array(policy.thresholds.map { .integer(Int($0)) })),
      ("budget", policy.budget.map(JSON.count) ?? .null),
    ])
  }

  /// Tables for people.
  var text: String {
    let shape = "\(network.inputHeight)x\(network.inputWidth)x\(network.inputChannels)"
    let kind = network.takesEvents ? "event frames" : "image"
    return """
      format 1.0, arithmetic version \(Self.arithmeticVersion), SHA-256 \(sha256.prefix(16))...
      input \(kind) \(shape), \(network.classes) classes, \(network.timesteps) timesteps, \
      \(Format.integer(neurons)) neurons

      \(layerTable)

      exit: \(exitText)
      budget: \(budgetText)
      watchdog: \(watchdogText)

      \(memoryTable)
      """
  }

  private var layerTable: String {
    var table = TextTable([
      ("layer", .left), ("kind", .left), ("output", .right), ("weights", .right),
      ("bytes", .right), ("membrane", .right), ("bound", .right), ("worst case", .right),
    ])
    for layer in layers {
      let node = layer.node
      let bits = layer.weightBits.map { "int\($0)" }.joined(separator: "+")
      table.add([
        node.name, layer.kindName.replacing("_", with: " "),
        "\(node.height)x\(node.width)x\(node.channels)", bits,
        Format.integer(layer.weightBytes),
        layer.membraneBits > 0 ? "int\(layer.membraneBits)" : "",
        layer.accumulatorBound > 0 ? Format.integer(layer.accumulatorBound) : "",
        layer.worstCaseOperations > 0 ? Format.integer(layer.worstCaseOperations) : "",
      ])
    }
    return table.text
  }

  private var exitText: String {
    let policy = network.policy
    let range = "timestep \(policy.minimumTimestep) to \(policy.maximumTimestep)"
    guard policy.score != .never else { return "never before timestep \(policy.maximumTimestep)" }
    let direction = policy.score == .entropy ? "at or below" : "at or above"
    let shown = policy.thresholds.indices.prefix(12).compactMap {
      policy.humanThreshold($0, network: network).map(Format.significant)
    }
    let more = policy.thresholds.count > shown.count ? " ..." : ""
    return "\(policy.score.name) \(direction) \(shown.joined(separator: " "))\(more), \(range)"
  }

  private var budgetText: String {
    let worst = "a timestep is at most \(Format.integer(worstCaseOperations)) operations"
    guard let budget = network.policy.budget else { return "none; \(worst)" }
    let warning = budget < worstCaseOperations ? "; timestep 1 may pass the budget" : ""
    return "\(Format.integer(budget)) operations; \(worst)\(warning)"
  }

  private var memoryTable: String {
    var table = TextTable([("memory", .left), ("bytes", .right)])
    table.add(["flash: image", Format.integer(flashBytes)])
    table.add(["flash: weights in it", Format.integer(weightBytes)])
    for part in ram {
      table.add(["RAM: \(part.name.replacing("_", with: " "))", Format.integer(part.bytes)])
    }
    for session in sessionBytes {
      table.add(["RAM: session, \(session.bits)-bit addresses", Format.integer(session.bytes)])
    }
    table.add(["RAM: session in this program", Format.integer(programBytes)])
    table.add(["RAM: each further thread", Format.integer(threadBytes)])
    return table.text
  }
}

extension InspectLayer {
  var json: JSON {
    .object([
      ("name", .string(node.name)),
      ("kind", .string(kindName)),
      ("height", .integer(node.height)),
      ("width", .integer(node.width)),
      ("channels", .integer(node.channels)),
      ("weight_bits", .array(weightBits.map(JSON.integer))),
      ("weight_bytes", .integer(weightBytes)),
      ("membrane_bits", .integer(membraneBits)),
      ("accumulator_bound", .integer(accumulatorBound)),
      ("worst_case_operations", .count(worstCaseOperations)),
    ])
  }
}
