import ATSNNRuntime

/// Writes a model image (FORMAT.md) in its canonical order.
struct ImageWriter {
  private struct Section {
    let kind: UInt32
    let index: UInt32
    var layout = WeightLayout.canonical
    let bytes: [UInt8]
  }

  private let network: IntegerNetwork
  private let records: ImageRecords
  private let layouts: LayoutChoice

  private init(_ network: IntegerNetwork, _ layouts: LayoutChoice) {
    self.network = network
    self.layouts = layouts
    records = ImageRecords(network: network)
  }

  /// The image's bytes; `note` is the NOTE section's text, none if empty.
  static func image(
    of network: IntegerNetwork, note: String, layouts: LayoutChoice = .auto
  ) -> [UInt8] {
    let writer = ImageWriter(network, layouts)
    return writer.assemble(writer.sections(note: note))
  }

  private func sections(note: String) -> [Section] {
    var sections = [Section(kind: 1, index: 0, bytes: records.model)]
    if !network.lowered.zeroPoints.isEmpty {
      sections.append(Section(kind: 2, index: 0, bytes: network.lowered.zeroPoints.map(UInt8.init)))
    }
    sections.append(Section(kind: 3, index: 0, bytes: records.timesteps))
    sections.append(Section(kind: 4, index: 0, bytes: records.nodes))
    sections.append(Section(kind: 5, index: 0, bytes: records.connections))
    for (index, layer) in network.layers.enumerated() where !layer.connections.isEmpty {
      sections.append(Section(kind: 6, index: UInt32(index), bytes: records.channels(layer)))
    }
    for layer in network.layers {
      for connection in layer.connections { append(connection, of: layer, to: &sections) }
    }
    if !note.isEmpty { sections.append(Section(kind: 8, index: 0, bytes: Array(note.utf8))) }
    return sections
  }

  /// WEIGHTS of the next connection.
  private func append(
    _ connection: IntegerConnection, of layer: IntegerLayer, to sections: inout [Section]
  ) {
    let channels = layer.bias.count
    let layout = layouts.layout(of: connection, channels: channels)
    let bytes = layout.ordered(records.weights(connection), channels: channels)
    let index = sections.count { $0.kind == 7 }
    sections.append(Section(kind: 7, index: UInt32(index), layout: layout, bytes: bytes))
  }

  private static func aligned(_ count: Int) -> Int { (count + 63) / 64 * 64 }

  private func assemble(_ sections: [Section]) -> [UInt8] {
    var table = ByteWriter()
    var offset = Self.aligned(64 + 32 * sections.count)
    for section in sections {
      let place = [UInt32(offset), UInt32(section.bytes.count)]
      for word in [section.kind, section.index, section.layout.rawValue] + place {
        table.append(word)
      }
      table.append(Checksum.crc32(section.bytes))
      table.append(UInt64(0))
      offset = Self.aligned(offset + section.bytes.count)
    }
    let header = header(total: offset, sections: sections.count)
    var image = ByteWriter()
    image.append(header)
    image.append(Checksum.crc32(header + table.bytes))
    image.append(table.bytes)
    for section in sections {
      image.pad(to: Self.aligned(image.bytes.count))
      image.append(section.bytes)
    }
    image.pad(to: offset)
    return image.bytes
  }

  /// Bytes 0...59.
  private func header(total: Int, sections: Int) -> [UInt8] {
    var header = ByteWriter()
    header.append([0x89, 0x41, 0x54, 0x53, 0x4E, 0x4E, 0x0D, 0x0A])
    header.append(UInt16(1))
    header.append(UInt16(0))
    let connections = network.layers.reduce(0) { $0 + $1.connections.count }
    for word in [1, Int(features), total, sections, network.layers.count, connections] {
      header.append(UInt32(word))
    }
    header.pad(to: 60)
    return header.bytes
  }

  private var features: UInt32 {
    let connections = network.layers.flatMap(\.connections)
    var flags: UInt32 = 0
    if !network.lowered.graph.input.isImage { flags |= 1 }
    if connections.contains(where: { $0.bits == 16 }) { flags |= 2 }
    if network.layers.contains(where: { $0.membraneBits == 32 }) { flags |= 4 }
    for layer in network.lowered.layers {
      if case .sumPool = layer.kind { flags |= 8 }
    }
    if network.layers.contains(where: { $0.connections.count > 1 }) { flags |= 16 }
    if network.exit.budget != nil { flags |= 32 }
    return flags
  }
}
