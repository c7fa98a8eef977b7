/// Records of nodes: values, sources, shapes.
extension ModelImage {
  /// Every node with its connections, in order; the ranges of connections tile the records.
  func checkNodes() throws(ImageError) {
    var nextConnection: UInt32 = 0
    for index in 0..<nodeCount {
      let record = NodeRecord(image: self, index: index)
      try checkValues(record, nextConnection: nextConnection)
      if record.isPooling {
        try checkPooling(record)
      } else {
        for connection in record.connections { try checkConnection(connection, of: record) }
        nextConnection += record.connectionCount
      }
      guard record.shape.wideElementCount <= 1 << 26 else { throw record.error(.shape) }
      guard record.kind != .readOut || record.shape.isRow(classes) else {
        throw record.error(.shape)
      }
    }
    guard nextConnection == UInt32(connectionCount) else {
      throw NodeRecord(image: self, index: nodeCount - 1).error(.value)
    }
  }

  private func checkValues(
    _ record: NodeRecord, nextConnection: UInt32
  ) throws(ImageError) {
    let isLast = record.index == nodeCount - 1
    guard record.kindFieldsAreValid, record.commonFieldsAreValid,
      (record.kind == .readOut) == isLast
    else { throw record.error(.value) }
    guard !record.isPooling else { return }
    guard record.firstConnection == nextConnection, (1...16).contains(record.connectionCount),
      record.connectionCount <= UInt32(connectionCount) - nextConnection
    else { throw record.error(.value) }
  }

  private func checkPooling(_ record: NodeRecord) throws(ImageError) {
    guard record.source > 0 else { throw record.error(.value) }
    guard record.source <= UInt32(record.index) else { throw record.error(.order) }
    let source = node(Int(record.source) - 1)
    guard record.window.output(of: source.shape, channels: source.shape.channels) == record.shape
    else { throw record.error(.shape) }
    if record.kind == .maximumPooling {
      guard source.maximumCount == 1 else { throw record.error(.shape) }
      guard record.maximumCount == 1 else { throw record.error(.value) }
    } else {
      let maximum = source.maximumCount * record.window.area
      guard maximum <= 65_535 else { throw record.error(.shape) }
      guard record.maximumCount == UInt32(maximum) else { throw record.error(.value) }
    }
  }
}

extension Shape {
  /// Whether this is 1 x 1 x `count`.
  func isRow(_ count: Int) -> Bool { height == 1 && width == 1 && channels == count }
}
