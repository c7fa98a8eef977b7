/// MODEL, INPUT and TIMESTEPS (FORMAT.md).
extension ModelImage {
  func checkModel(modelSlot slot: Int) throws(ImageError) {
    guard modelInputIsValid, modelOutputIsValid, isZero(offsets.model + 21, count: 3),
      storedBudget <= ExitPolicy.maximumBudget, isZero(offsets.model + 32, count: 32)
    else {
      throw ImageError(.value, section: slot, offset: offsets.model)
    }
    guard input.shape.wideElementCount <= 1 << 26 else {
      throw ImageError(.shape, section: slot, offset: offsets.model)
    }
  }

  private var modelInputIsValid: Bool {
    guard (1...1024).contains(modelU16(2)), (1...4096).contains(modelU16(4)),
      (1...4096).contains(modelU16(6))
    else { return false }
    switch InputKind(rawValue: modelU8(0)) {
    case .image: return modelU8(1) == 0 && planesFitImage
    case .events: return (1...2).contains(modelU8(1)) && modelU16(2) == 2 && planesFitEvents
    case nil: return false
    }
  }

  private var planesFitImage: Bool {
    switch Planes(rawValue: modelU8(20)) {
    case .unnamed: true
    case .gray: modelU16(2) == 1
    case .redGreenBlue: modelU16(2) == 3
    case .polarity, nil: false
    }
  }

  private var planesFitEvents: Bool {
    let planes = Planes(rawValue: modelU8(20))
    return planes == .unnamed || planes == .polarity
  }

  private var modelOutputIsValid: Bool {
    guard (1...255).contains(timesteps), (2...4096).contains(classes), outputNeuronIsValid,
      Representation(rawValue: modelU8(16)) != nil, ExitScore(rawValue: modelU8(17)) != nil
    else { return false }
    let maximum = Int(modelU8(19))
    return (1...timesteps).contains(maximum) && (1...maximum).contains(Int(modelU8(18)))
  }

  private var outputNeuronIsValid: Bool {
    let form = modelU8(13)
    let parameter = UInt16(modelU16(14))
    switch modelU8(12) {
    case 0, 1: return form == 0 && parameter == 0
    case 2: return form > 0 && Leak(form: form, parameter: parameter) != nil
    default: return false
    }
  }

  func checkInput(_ table: SectionTable, _ slots: UniqueSections) throws(ImageError) {
    guard isEventInput else { return try table.checkLength(slots.input, modelU16(2)) }
    guard slots.input < 0 else {
      throw ImageError(.sectionSet, section: slots.input, offset: table.offset(of: slots.input))
    }
  }

  func checkTimesteps(_ table: SectionTable, _ slots: UniqueSections) throws(ImageError) {
    try table.checkLength(slots.timesteps, 16 * timesteps)
    let policy = exitPolicy
    for index in 0..<timesteps {
      let offset = offsets.timesteps + 16 * index
      let weight = u32(offset)
      let factor = u32(offset + 4)
      guard weight <= 32_768, representation == .weighted || weight == 32_768,
        factor > 0, factor < 1 << 31, u32(offset + 8) <= 62,
        u32(offset + 12) <= policy.score.maximumThreshold
      else { throw ImageError(.value, section: slots.timesteps, offset: offset) }
    }
  }
}
