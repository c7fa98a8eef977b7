/// The binary versions of CIFAR-10 and CIFAR-100: records of label bytes and 3 planes of 32x32.
enum CIFARFormat: Equatable, Sendable {
  /// One label byte (0...9); files data_batch_1.bin to data_batch_5.bin and test_batch.bin.
  case cifar10
  /// A coarse (0...19) and a fine label byte (0...99); files train.bin and test.bin.
  case cifar100

  static let side = 32
  static let planeBytes = side * side
  static let shape = RecordShape(height: side, width: side, channels: 3)

  var classes: Int { self == .cifar10 ? 10 : 100 }

  /// Label bytes before the pixels; the last of them is the label.
  var labelBytes: Int { self == .cifar10 ? 1 : 2 }

  var recordBytes: Int { labelBytes + 3 * Self.planeBytes }

  /// Each label byte's number of values, in their order.
  var labelLimits: [Int] { self == .cifar10 ? [10] : [20, 100] }

  /// The format of a file: by the publishers' name, else by the record size that divides `size`.
  ///
  /// Nil for another name and a size that fits neither or both (3073 and 3074 bytes a record).
  static func of(name: String, size: Int) -> CIFARFormat? {
    if name == "test_batch.bin" || isTrainingBatch(name) { return .cifar10 }
    if name == "train.bin" || name == "test.bin" { return .cifar100 }
    let fits = [cifar10, cifar100].filter { size > 0 && size % $0.recordBytes == 0 }
    return fits.count == 1 ? fits[0] : nil
  }

  /// "data_batch_" with a number and ".bin".
  static func isTrainingBatch(_ name: String) -> Bool { batchNumber(name) != nil }

  /// The number in the name of a training batch of CIFAR-10.
  static func batchNumber(_ name: String) -> Int? {
    guard name.hasPrefix("data_batch_"), name.hasSuffix(".bin") else { return nil }
    return Int(name.dropFirst("data_batch_".count).dropLast(".bin".count))
  }
}
