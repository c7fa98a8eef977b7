import Foundation
import Testing

/// Small files that tests give to the program.
enum Samples {
  /// A NumPy file of unsigned bytes.
  static func npy(_ dimensions: [Int], _ elements: [UInt8]) -> [UInt8] {
    let shape = dimensions.map { "\($0)," }.joined(separator: " ")
    var text = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(shape)), }"
    while (11 + text.utf8.count) % 64 != 0 { text += " " }
    text += "\n"
    let count = text.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 255), UInt8(count >> 8)]
      + Array(text.utf8) + elements
  }

  /// `count` bytes of a fixed pseudo-random sequence.
  static func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
  }

  /// A folder of vectors with an image input, its inputs as `inputs.npy`, labelled with their own
  /// predictions.
  struct Vectors {
    let folder: String
    let image: String
    let data: String
    let predictions: [Int]
    let exits: [Int]
    /// Rule C1, over all vectors.
    let synapticOperations: Int

    init(_ name: String, in temporary: TemporaryFolder) throws {
      let folder = Repository.vectors + "/" + name
      self.folder = folder
      image = folder + "/image.atsnn"
      let object = try JSONSerialization.jsonObject(
        with: Data(try Repository.bytes(folder + "/vectors.json")))
      let vectors = (object as? [String: Any])?["vectors"] as? [[String: Any]] ?? []
      predictions = vectors.compactMap { $0["prediction"] as? Int }
      exits = vectors.compactMap { $0["exit_timestep"] as? Int }
      let timesteps = vectors.flatMap { $0["timesteps"] as? [[String: Any]] ?? [] }
      synapticOperations = timesteps.flatMap { $0["synaptic_operations"] as? [Int] ?? [] }
        .reduce(0, +)
      let shape = try AtsnnProgram.json(["inspect", image])["input"] as? [String: Any] ?? [:]
      let extent = ["height", "width", "channels"].compactMap { shape[$0] as? Int }
      let inputs = try vectors.flatMap { vector in
        let input = vector["input"] as? [String: Any]
        return try Repository.bytes(folder + "/" + (input?["file"] as? String ?? ""))
      }
      data = try temporary.write("inputs.npy", Samples.npy([vectors.count] + extent, inputs))
      try temporary.write(
        "inputs-labels.npy", Samples.npy([vectors.count], predictions.map { UInt8($0) }))
    }
  }
}
