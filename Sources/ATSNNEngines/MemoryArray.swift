/// A memory array of a table: what a bit costs in memories that are built of arrays of this size.
struct MemoryArray: Sendable {
  let bytes: Int
  /// Picojoules of a bit read or written.
  let picojoules: EnergyRange
  let source: String

  /// What one count is.
  var unit: String { "bit of an array of \(bytes / 1024) KB" }

  /// Counts of bits at the buffers beside the lanes.
  static let buffered: Set<String> = [
    "weight_read_bits", "weight_write_bits", "spike_read_bits", "spike_write_bits",
  ]
  /// Counts of bits at the memories that stand apart from the lanes.
  static let apart: Set<String> = [
    "weight_bank_read_bits", "membrane_read_bits", "membrane_write_bits", "current_read_bits",
    "current_write_bits",
  ]

  /// The arrays of a table's file, the smallest first. Throws where two have one size.
  static func all(_ table: StrictObject, _ path: String) throws(EngineError) -> [MemoryArray] {
    var arrays: [MemoryArray] = []
    for (index, value) in try table.array("memory_arrays").enumerated() {
      let object = try StrictObject(
        value, "\(path): memory_arrays[\(index)]", keys: ["bytes", "picojoules_per_bit", "source"])
      arrays.append(
        MemoryArray(
          bytes: try object.integer("bytes"),
          picojoules: try EnergyRange(object, "picojoules_per_bit"),
          source: try object.string("source")))
    }
    guard Set(arrays.map(\.bytes)).count == arrays.count else {
      throw EngineError(path, "two memory arrays of one size")
    }
    return arrays.sorted { $0.bytes < $1.bytes }
  }
}
