/// Which values FORMAT.md, NODES, allows in a record that stands alone.
extension NodeRecord {
  var isPooling: Bool { kind == .maximumPooling || kind == .sumPooling }

  /// Connections of a record whose range is already checked.
  var connections: Range<Int> {
    Int(firstConnection)..<(Int(firstConnection) + Int(connectionCount))
  }

  func error(_ fault: ImageFault) -> ImageError {
    ImageError(fault, node: index, offset: offset)
  }

  /// Fields that are of the node's kind are in range, all others zero.
  var kindFieldsAreValid: Bool {
    switch kind {
    case .spiking:
      leak != nil && reset != nil && (membraneBits == 16 || membraneBits == 32)
        && maximumCount == 1 && hasNoPoolingFields
    case .readOut: hasNoNeuronFields && maximumCount == 0 && hasNoPoolingFields
    case .maximumPooling, .sumPooling:
      hasNoNeuronFields && hasNoSumFields && poolingWindowIsValid
    case nil: false
    }
  }

  /// Extent, reserved bytes and name.
  var commonFieldsAreValid: Bool {
    let shape = shape
    return shape.channels > 0 && (1...4096).contains(shape.height)
      && (1...4096).contains(shape.width) && image.isZero(offset + 6, count: 2)
      && image.isZero(offset + 14, count: 2) && image.isZero(offset + 38, count: 2)
      && nameIsValid
  }

  private var hasNoNeuronFields: Bool { image.isZero(offset + 1, count: 5) }
  private var hasNoPoolingFields: Bool { image.isZero(offset + 28, count: 10) }
  private var hasNoSumFields: Bool {
    firstConnection == 0 && connectionCount == 0 && accumulatorBound == 0
  }

  private var poolingWindowIsValid: Bool {
    let window = window
    return window.area > 0 && window.strideHeight > 0 && window.strideWidth > 0
      && window.paddingHeight <= window.kernelHeight / 2
      && window.paddingWidth <= window.kernelWidth / 2
  }

  /// UTF-8 without a zero byte before the padding.
  private var nameIsValid: Bool {
    let name = node.name
    for byte in name where byte == 0 { return false }
    return name.isUTF8
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes are well-formed UTF-8: shortest forms, no surrogates, at most U+10FFFF.
  var isUTF8: Bool {
    var index = 0
    while index < count {
      let lead = self[index]
      let length = UnsafeRawBufferPointer.sequenceLength(lead)
      guard length > 0, length <= count - index else { return false }
      var scalar = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(length))
      for next in (index + 1)..<(index + length) {
        guard self[next] & 0xC0 == 0x80 else { return false }
        scalar = scalar << 6 | UInt32(self[next] & 0x3F)
      }
      guard Unicode.Scalar(scalar)?.hasUTF8(length: length) == true else { return false }
      index += length
    }
    return true
  }

  private static func sequenceLength(_ lead: UInt8) -> Int {
    switch lead {
    case 0...0x7F: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }
}

extension Unicode.Scalar {
  fileprivate func hasUTF8(length: Int) -> Bool {
    switch value {
    case 0...0x7F: length == 1
    case 0x80...0x7FF: length == 2
    case 0x800...0xFFFF: length == 3
    default: length == 4
    }
  }
}
