extension GoldenVector {
  /// One element of `vectors`.
  init(_ value: Any, place: String) throws(EngineError) {
    let object = try StrictObject(
      value, place,
      keys: ["name", "input", "input_sha256", "timesteps", "exit_timestep", "prediction"],
      optional: ["exit_reason"])
    name = try object.string("name")
    input = try GoldenInput(object.value("input"), place: place + ".input")
    inputSHA256 = try object.string("input_sha256")
    var timesteps: [GoldenTimestep] = []
    for (index, value) in try object.array("timesteps").enumerated() {
      timesteps.append(try GoldenTimestep(value, place: "\(place).timesteps[\(index)]"))
    }
    self.timesteps = timesteps
    exitTimestep = try object.integer("exit_timestep")
    prediction = try object.integer("prediction")
    exitReason = try Self.reason(object)
    guard !timesteps.isEmpty, exitTimestep == timesteps.count else {
      throw EngineError(
        place,
        "exit_timestep \(exitTimestep) with \(timesteps.count) timesteps; make the vectors again")
    }
  }

  private static func reason(_ object: StrictObject) throws(EngineError) -> ExitReasonKind? {
    guard object.has("exit_reason") else { return nil }
    let name = try object.string("exit_reason")
    guard let reason = ExitReasonKind.allCases.first(where: { $0.name == name }) else {
      throw object.wrong("exit_reason", "score, last or budget")
    }
    return reason
  }
}

extension GoldenInput {
  init(_ value: Any, place: String) throws(EngineError) {
    guard (value as? [String: Any])?["data_set"] != nil else {
      let object = try StrictObject(value, place, keys: ["file"])
      self = .file(try object.string("file"))
      return
    }
    let object = try StrictObject(value, place, keys: ["data_set", "file", "index"])
    let record = GoldenRecord(
      dataSet: try object.string("data_set"), file: try object.string("file"),
      index: try object.integer("index"))
    guard record.index >= 0 else { throw object.wrong("index", "a record's number") }
    self = .record(record)
  }
}

extension GoldenTimestep {
  init(_ value: Any, place: String) throws(EngineError) {
    let object = try StrictObject(
      value, place,
      keys: ["nodes", "logits", "readout", "score", "synaptic_operations", "saturations"])
    var nodes: [GoldenNode] = []
    for (index, value) in try object.array("nodes").enumerated() {
      nodes.append(try GoldenNode(value, place: "\(place).nodes[\(index)]"))
    }
    self.nodes = nodes
    logits = try object.integers("logits")
    readout = try object.integers("readout")
    synapticOperations = try object.integers("synaptic_operations")
    saturations = try object.integers("saturations")
    guard !object.isNull("score") else {
      score = nil
      return
    }
    let pair: [Int64] = try object.integers("score")
    guard pair.count == 2 else { throw object.wrong("score", "a pair of integers or null") }
    score = ScorePair(a: pair[0], b: pair[1])
  }
}

extension GoldenNode {
  init(_ value: Any, place: String) throws(EngineError) {
    let object = try StrictObject(
      value, place, keys: ["output"], optional: ["membranes", "trace"])
    output = try object.digest("output")
    membranes = object.has("membranes") ? try object.digest("membranes") : nil
    guard object.has("trace") else {
      trace = nil
      return
    }
    let values = try StrictObject(
      object.value("trace"), place + ".trace", keys: ["output"], optional: ["membranes"])
    trace = NodeTrace(
      output: try values.integers("output"),
      membranes: values.has("membranes") ? try values.integers("membranes") : nil)
  }
}
