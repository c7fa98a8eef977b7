/// Records, places and checksums of the sections.
extension SectionTable {
  /// Checks the table and finds the sections of which there is one.
  func checked(_ header: Header) throws(ImageError) -> UniqueSections {
    for slot in 0..<count { try checkRecord(slot) }
    try checkPlaces()
    for slot in 0..<count { try checkSum(slot) }
    let slots = try uniqueSections()
    try checkLength(slots.model, 64)
    try checkLength(slots.nodes, NodeRecord.byteCount * header.nodeCount)
    try checkLength(slots.connections, ConnectionRecord.byteCount * header.connectionCount)
    return slots
  }

  /// The section must exist and have exactly this length.
  func checkLength(_ slot: Int, _ length: Int) throws(ImageError) {
    guard slot >= 0, self[slot].length == length else {
      throw ImageError(.sectionSet, section: slot, offset: slot < 0 ? 0 : offset(of: slot))
    }
  }

  /// Offsets of sections that are known to exist; the slot may be -1 for INPUT and NOTE.
  func offsets(_ slots: UniqueSections) -> SectionOffsets {
    SectionOffsets(
      model: self[slots.model].offset, input: slots.input < 0 ? 0 : self[slots.input].offset,
      timesteps: slots.timesteps < 0 ? 0 : self[slots.timesteps].offset,
      nodes: self[slots.nodes].offset, connections: self[slots.connections].offset,
      note: slots.note < 0 ? 0 : self[slots.note].offset,
      noteLength: slots.note < 0 ? 0 : self[slots.note].length)
  }

  private func checkRecord(_ slot: Int) throws(ImageError) {
    let section = self[slot]
    let record = offset(of: slot)
    guard let kind = SectionKind(rawValue: section.kind) else {
      throw ImageError(.sectionSet, section: slot, offset: record)
    }
    let hasIndex = kind == .channels || kind == .weights
    guard
      bytes.isZero(record + 24, count: 8), hasIndex || section.index == 0,
      kind == .weights || section.layout == 0
    else { throw ImageError(.value, section: slot, offset: record) }
  }

  private func checkPlaces() throws(ImageError) {
    var end = offset(of: count)
    for slot in 0..<count {
      let section = self[slot]
      let start = (end + 63) & ~63
      guard section.offset == start, section.length > 0, start <= bytes.count,
        section.length <= bytes.count - start, bytes.isZero(end, count: start - end)
      else { throw ImageError(.sectionPlace, section: slot, offset: offset(of: slot)) }
      end = start + section.length
    }
    guard (end + 63) & ~63 == bytes.count, bytes.isZero(end, count: bytes.count - end) else {
      throw ImageError(.sectionPlace, section: count - 1, offset: end)
    }
  }

  private func checkSum(_ slot: Int) throws(ImageError) {
    let section = self[slot]
    var checksum = CRC32()
    checksum.update(bytes.slice(section.offset, count: section.length))
    guard checksum.value == section.checksum else {
      throw ImageError(.sectionChecksum, section: slot, offset: section.offset)
    }
  }

  private func uniqueSections() throws(ImageError) -> UniqueSections {
    var slots = UniqueSections()
    for slot in 0..<count {
      switch SectionKind(rawValue: self[slot].kind) {
      case .model: try note(slot, in: &slots.model)
      case .input: try note(slot, in: &slots.input)
      case .timesteps: try note(slot, in: &slots.timesteps)
      case .nodes: try note(slot, in: &slots.nodes)
      case .connections: try note(slot, in: &slots.connections)
      case .note: try note(slot, in: &slots.note)
      default: break
      }
    }
    guard slots.timesteps >= 0 else { throw ImageError(.sectionSet) }
    return slots
  }

  private func note(_ slot: Int, in place: inout Int) throws(ImageError) {
    guard place < 0 else {
      throw ImageError(.sectionSet, section: slot, offset: offset(of: slot))
    }
    place = slot
  }
}
