import ATSNNRuntime

/// A model image in memory of its own, aligned as the runtime asks and accepted by its reader.
final class AlignedImage: @unchecked Sendable {
  // Sendable because nothing changes after `init`.
  private let memory: UnsafeMutableRawBufferPointer
  let model: ModelImage

  /// - Throws: `QuantizationError` of kind `image` if the runtime refuses `bytes`.
  init(_ bytes: [UInt8]) throws(QuantizationError) {
    memory = .allocate(byteCount: max(bytes.count, 1), alignment: 64)
    memory.copyBytes(from: bytes)
    do throws(ImageError) {
      model = try ModelImage(UnsafeRawBufferPointer(start: memory.baseAddress, count: bytes.count))
    } catch {
      memory.deallocate()
      throw QuantizationError(
        .image, at: "image",
        "the runtime refuses it: \(error.fault), node \(error.node), byte "
          + "\(error.offset)",
        remedy: "report this checkpoint: the quantizer should have refused it first")
    }
  }

  convenience init(network: IntegerNetwork) throws(QuantizationError) {
    try self.init(ImageWriter.image(of: network, note: ""))
  }

  deinit {
    memory.deallocate()
  }

  /// Bytes of memory a session needs here.
  var sessionBytes: Int { MemoryPlan(model).totalBytes }

  /// Bytes of memory a session needs on a device.
  var deviceBytes: HeaderWriter.SessionBytes {
    HeaderWriter.SessionBytes(
      addresses32: DeviceMemory(model, addresses: .bits32).totalBytes,
      addresses64: DeviceMemory(model, addresses: .bits64).totalBytes)
  }
}
