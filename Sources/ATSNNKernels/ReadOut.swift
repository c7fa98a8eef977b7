import CKernels

/// The sums of a read-out (rule S3), 16 output channels at a time.
enum ReadOut {
  /// - Returns: synaptic operations (rule C1).
  static func run(_ node: atsnn_read_out_node) -> UInt64 {
    var operations = 0
    for index in 0..<Int(node.connection_count) {
      operations &+= add(node.connections + index, node)
    }
    return UInt64(truncatingIfNeeded: operations)
  }

  private static func add(
    _ connection: UnsafePointer<atsnn_connection>, _ node: atsnn_read_out_node
  ) -> Int {
    let channels = Int(node.channels)
    var rows = EventRows(connection, timesteps: 1)
    rows.advance(to: 0)
    var window = EventWindow(connection, 0)
    let counted = connection.pointee.maximum_count > 1
    window.list(rows, top: 0, timestep: 0, x: 0, counted: counted)
    if counted {
      add(connection, window, CountFactors(counts: window.counts), node)
    } else {
      add(connection, window, SpikeFactors(), node)
    }
    return window.count &* channels
  }

  private static func add<Factors: RowFactors>(
    _ connection: UnsafePointer<atsnn_connection>, _ window: EventWindow, _ factors: Factors,
    _ node: atsnn_read_out_node
  ) {
    let channels = Int(node.channels)
    let rows = LooseRows(connection, window.events, window.count, factors, channels: channels)
    for channel in stride(from: 0, to: channels, by: 16) {
      let sums = node.sums + channel
      atsnn_store_i32x16(atsnn_load_i32x16(sums) &+ rows.sums(channel), sums)
    }
    rows.addLast(0..<channels, to: node.sums)
  }
}
