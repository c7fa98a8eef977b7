import Foundation

/// A small float checkpoint: 4x4 gray image, convolution, LIF, two classes.
struct CheckpointSample {
  var tensors: [String: (shape: [Int], values: [Float])]
  var graph: String

  init() {
    tensors = [
      "conv.weight": ([3, 1, 3, 3], Self.values(27, scale: 0.6)),
      "conv.bias": ([3], [0.1, 0, -0.1]),
      "fc.weight": ([2, 48], Self.values(96, scale: 0.4)),
    ]
    graph = """
      {"format": 1, "name": "sample", "timesteps": 3,
       "input": {"kind": "image", "shape": [1, 4, 4], "planes": "gray", "mean": [128.0],
                 "std": [64.0]},
       "nodes": [
        {"name": "conv", "type": "conv", "input": ["input"], "weight": "conv.weight",
         "bias": "conv.bias", "stride": [1, 1], "padding": [1, 1]},
        {"name": "lif", "type": "lif", "input": ["conv"], "tau": 2.0, "decay_input": true,
         "threshold": 0.5, "compare": ">=", "reset": "hard"},
        {"name": "flat", "type": "flatten", "input": ["lif"]},
        {"name": "fc", "type": "linear", "input": ["flat"], "weight": "fc.weight"}],
       "output": {"node": "fc", "neuron": {"type": "none"}, "representation": {"type": "mean"}},
       "exit": {"score": "confidence", "thresholds": [0.6, 0.6, 0.0], "min_timestep": 1,
                "max_timestep": 3}}
      """
  }

  /// The file: header length, header, tensors.
  var bytes: [UInt8] {
    var data: [UInt8] = []
    var header: [String: Any] = ["__metadata__": ["atsnn": graph]]
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = data.count
      for value in tensor.values { data += Self.little(UInt64(value.bitPattern), 4) }
      header[name] = ["dtype": "F32", "shape": tensor.shape, "data_offsets": [start, data.count]]
    }
    var text = [UInt8]((try? JSONSerialization.data(withJSONObject: header)) ?? Data())
    while text.count % 8 != 0 { text.append(0x20) }
    return Self.little(UInt64(text.count), 8) + text + data
  }

  /// Forty training images of its shape, with labels, as `train.npy`.
  static func training(in folder: TemporaryFolder) throws -> String {
    try folder.write("train-labels.npy", Samples.npy([40], (0..<40).map { $0 % 2 }))
    return try folder.write("train.npy", Samples.npy([40, 4, 4, 1], Samples.bytes(640)))
  }

  private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func values(_ count: Int, scale: Float) -> [Float] {
    Samples.bytes(count, seed: UInt64(count)).map { (Float($0) / 128 - 1) * scale }
  }
}
