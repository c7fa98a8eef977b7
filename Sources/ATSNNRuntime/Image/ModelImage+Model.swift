/// The fields of the MODEL, INPUT, TIMESTEPS and NOTE sections.
extension ModelImage {
  public var input: InputDescription {
    InputDescription(
      kind: isEventInput ? .events : .image,
      shape: Shape(height: modelU16(4), width: modelU16(6), channels: modelU16(2)),
      binning: Binning(rawValue: modelU8(1)) ?? .none,
      planes: Planes(rawValue: modelU8(20)) ?? .unnamed)
  }

  var isEventInput: Bool { modelU8(0) == InputKind.events.rawValue }

  /// The integer zero point of each plane (rule I1); empty for events.
  public var zeroPoints: UnsafeBufferPointer<UInt8> {
    guard !isEventInput else { return UnsafeBufferPointer(start: nil, count: 0) }
    return elements(at: offsets.input, count: modelU16(2))
  }

  /// Timesteps T, 1...255.
  public var timesteps: Int { modelU16(8) }

  /// Classes K, 2...4096.
  public var classes: Int { modelU16(10) }

  public var outputNeuron: OutputNeuron {
    switch modelU8(12) {
    case 1: .integrator
    case 2: .leaky(Leak(form: modelU8(13), parameter: UInt16(modelU16(14))) ?? .none)
    default: .none
    }
  }

  public var representation: Representation {
    Representation(rawValue: modelU8(16)) ?? .last
  }

  /// The policy that the image was calibrated for.
  public var exitPolicy: ExitPolicy {
    ExitPolicy(
      score: ExitScore(rawValue: modelU8(17)) ?? .never,
      minimumTimestep: Int(modelU8(18)), maximumTimestep: Int(modelU8(19)),
      budget: storedBudget == 0 ? nil : storedBudget)
  }

  /// The budget's field: 0 for none.
  var storedBudget: UInt64 {
    bytes.load(fromByteOffset: offsets.model + 24, as: UInt64.self)
  }

  /// The record of a timestep.
  ///
  /// - Parameter index: from 0, less than `timesteps`.
  public func timestep(_ index: Int) -> TimestepRecord {
    precondition(index >= 0 && index < timesteps)
    let offset = offsets.timesteps &+ 16 &* index
    return TimestepRecord(
      weight: Int(u32(offset)), factor: u32(offset &+ 4), factorShift: Int(u32(offset &+ 8)),
      threshold: u32(offset &+ 12))
  }

  /// The note for people, UTF-8 JSON by custom; nil where the image has none.
  public var note: UnsafeRawBufferPointer? {
    guard offsets.noteLength > 0 else { return nil }
    return bytes.slice(offsets.note, count: offsets.noteLength)
  }

  func modelU8(_ field: Int) -> UInt8 { u8(offsets.model &+ field) }
  func modelU16(_ field: Int) -> Int { Int(u16(offsets.model &+ field)) }
}
