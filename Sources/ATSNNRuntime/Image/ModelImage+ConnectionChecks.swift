/// Records of connections: values, sources, shapes.
extension ModelImage {
  /// Checks a connection and that it makes the node's shape (rules S2 to S4).
  func checkConnection(_ index: Int, of node: NodeRecord) throws(ImageError) {
    let record = ConnectionRecord(image: self, index: index)
    guard record.valuesAreValid, record.destination == UInt32(node.index),
      node.kind != .readOut || record.kind == .fullyConnected,
      record.kind != .identity || record.source > 0
    else { throw error(.value, record, node) }
    guard record.source <= UInt32(node.index) else { throw error(.order, record, node) }
    let source = shape(tensor: Int(record.source))
    guard makesShape(record, source: source, node.shape),
      weightBytes(record, source: source, channels: node.shape.channels) <= UInt64(UInt32.max)
    else { throw error(.shape, record, node) }
  }

  private func makesShape(_ record: ConnectionRecord, source: Shape, _ shape: Shape) -> Bool {
    switch record.kind {
    case .convolution: record.window.output(of: source, channels: shape.channels) == shape
    case .fullyConnected: shape.height == 1 && shape.width == 1
    case .identity: source == shape
    case nil: false
    }
  }

  /// Bytes that the connection's WEIGHTS section must have, from a source and a window that are
  /// checked: below 2^44.
  func weightBytes(_ record: ConnectionRecord, source: Shape, channels: Int) -> UInt64 {
    let row = UInt64(truncatingIfNeeded: channels &* (record.weightBits / 8))
    let rows: UInt64
    switch record.kind {
    case .convolution: rows = UInt64(truncatingIfNeeded: record.window.area &* source.channels)
    case .fullyConnected: rows = source.wideElementCount
    case .identity, nil: rows = 1
    }
    return rows &* row
  }

  private func error(
    _ fault: ImageFault, _ record: ConnectionRecord, _ node: NodeRecord
  ) -> ImageError {
    ImageError(fault, node: node.index, offset: record.offset)
  }
}

extension ConnectionRecord {
  /// Kind, weight bits, window and reserved bytes.
  var valuesAreValid: Bool {
    guard image.isZero(offset + 16, count: 16) else { return false }
    switch kind {
    case .convolution: return hasSumWeights && convolutionWindowIsValid
    case .fullyConnected: return hasSumWeights && image.isZero(offset + 2, count: 6)
    case .identity: return weightBits == 32 && image.isZero(offset + 2, count: 6)
    case nil: return false
    }
  }

  private var hasSumWeights: Bool { weightBits == 8 || weightBits == 16 }

  private var convolutionWindowIsValid: Bool {
    let window = window
    return window.kernelHeight % 2 == 1 && window.kernelHeight <= 15
      && window.kernelWidth % 2 == 1 && window.kernelWidth <= 15
      && window.strideHeight > 0 && window.strideWidth > 0
      && window.paddingHeight < window.kernelHeight && window.paddingWidth < window.kernelWidth
  }
}
