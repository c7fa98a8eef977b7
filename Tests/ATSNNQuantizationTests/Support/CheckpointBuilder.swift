@testable import ATSNNQuantization

/// Builds checkpoints in memory.
struct CheckpointBuilder {
  var tensors: [String: FloatTensor] = [:]
  var nodes: [JSONValue] = []
  var members: [String: JSONValue]

  /// A gray image of `height` x `width`, mean 0, std 1, `timesteps` timesteps.
  init(height: Int = 4, width: Int = 4, timesteps: Int = 3) {
    members = [
      "format": .number(1), "name": .string("tiny"), "timesteps": .integer(timesteps),
      "input": .object([
        .init("kind", .string("image")), .init("shape", .integers([1, height, width])),
        .init("planes", .string("gray")), .init("mean", .numbers([0])),
        .init("std", .numbers([1])),
      ]),
      "output": Self.output(),
    ]
  }

  static func output(node: String = "logits", neuron: String = "none", kind: String = "mean")
    -> JSONValue
  {
    .object([
      .init("node", .string(node)), .init("neuron", .object([.init("type", .string(neuron))])),
      .init("representation", .object([.init("type", .string(kind))])),
    ])
  }

  mutating func tensor(_ name: String, _ shape: [Int], _ values: [Float]) {
    tensors[name] = FloatTensor(shape: shape, values: values)
  }

  mutating func node(
    _ name: String, _ type: String, _ inputs: [String], _ more: [String: JSONValue]
  ) {
    var list: [JSONValue.Member] = [
      .init("name", .string(name)), .init("type", .string(type)),
      .init("input", .array(inputs.map(JSONValue.string))),
    ]
    for key in more.keys.sorted() { list.append(.init(key, more[key] ?? .null)) }
    nodes.append(.object(list))
  }

  mutating func convolution(
    _ name: String, _ input: String, weight: [Int], _ values: [Float], bias: [Float]? = nil,
    stride: Int = 1, padding: Int? = nil
  ) {
    tensor("\(name).weight", weight, values)
    var more: [String: JSONValue] = [
      "weight": .string("\(name).weight"), "stride": .integers([stride, stride]),
      "padding": .integers([padding ?? weight[2] / 2, padding ?? weight[3] / 2]),
    ]
    if let bias {
      tensor("\(name).bias", [weight[0]], bias)
      more["bias"] = .string("\(name).bias")
    }
    node(name, "conv", [input], more)
  }

  mutating func linear(
    _ name: String, _ input: String, weight: [Int], _ values: [Float], bias: [Float]? = nil
  ) {
    tensor("\(name).weight", weight, values)
    var more: [String: JSONValue] = ["weight": .string("\(name).weight")]
    if let bias {
      tensor("\(name).bias", [weight[0]], bias)
      more["bias"] = .string("\(name).bias")
    }
    node(name, "linear", [input], more)
  }

  mutating func batchNorm(_ name: String, _ input: String, _ values: [[Float]]) {
    var more: [String: JSONValue] = ["eps": .number(1e-3)]
    for (key, value) in zip(["weight", "bias", "mean", "variance"], values) {
      tensor("\(name).\(key)", [value.count], value)
      more[key] = .string("\(name).\(key)")
    }
    node(name, "batch_norm", [input], more)
  }

  mutating func lif(
    _ name: String, _ input: String, tau: Double = 2, decaysInput: Bool = true,
    threshold: Double = 1, compare: String = ">=", reset: String = "hard", rest: Double? = nil
  ) {
    var more: [String: JSONValue] = [
      "tau": .number(tau), "decay_input": .boolean(decaysInput), "threshold": .number(threshold),
      "compare": .string(compare), "reset": .string(reset),
    ]
    if let rest { more["v_reset"] = .number(rest) }
    node(name, "lif", [input], more)
  }

  mutating func pool(
    _ name: String, _ type: String, _ input: String, _ kernel: Int, padding: Int = 0
  ) {
    node(
      name, type, [input],
      [
        "kernel": .integers([kernel, kernel]), "stride": .integers([2, 2]),
        "padding": .integers([padding, padding]),
      ])
  }

  var graph: JSONValue {
    var list = members.keys.sorted().map { JSONValue.Member($0, members[$0] ?? .null) }
    list.append(.init("nodes", .array(nodes)))
    return .object(list)
  }

  var checkpoint: Checkpoint {
    Checkpoint(fileName: "tiny.safetensors", graph: graph, tensors: tensors)
  }

  /// The bytes of a safetensors file with F32 tensors.
  var bytes: [UInt8] {
    SafetensorsText.file(
      tensors: tensors.keys.sorted().map {
        ($0, tensors[$0]?.shape ?? [], tensors[$0]?.values ?? [])
      },
      graph: JSONWriter.text(graph))
  }
}

/// Safetensors files written by hand.
enum SafetensorsText {
  static func file(header: String, data: [UInt8] = []) -> [UInt8] {
    let text = Array(header.utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(text.count) >> (8 * UInt64($0))) }
    return length + text + data
  }

  static func file(tensors: [(String, [Int], [Float])], graph: String) -> [UInt8] {
    var data: [UInt8] = []
    var list: [JSONValue.Member] = [
      .init("__metadata__", .object([.init("atsnn", .string(graph))]))
    ]
    for (name, shape, values) in tensors {
      let begin = data.count
      for value in values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
      }
      list.append(
        .init(
          name,
          .object([
            .init("dtype", .string("F32")), .init("shape", .integers(shape)),
            .init("data_offsets", .integers([begin, data.count])),
          ])))
    }
    return file(header: JSONWriter.text(.object(list)), data: data)
  }
}

extension JSONValue {
  static func integers(_ values: [Int]) -> JSONValue { .array(values.map(JSONValue.integer)) }
  static func numbers(_ values: [Double]) -> JSONValue { .array(values.map(JSONValue.number)) }
}
