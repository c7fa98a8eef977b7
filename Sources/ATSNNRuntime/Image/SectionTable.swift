/// Kinds of sections (FORMAT.md, section table).
enum SectionKind: UInt32 {
  case model = 1
  case input
  case timesteps
  case nodes
  case connections
  case channels
  case weights
  case note
}

/// One 32-byte record of the section table.
struct Section {
  let kind: UInt32
  let index: UInt32
  let layout: UInt32
  let offset: Int
  let length: Int
  let checksum: UInt32
}

/// Slots of the sections of which there is one, -1 where there is none.
struct UniqueSections {
  var model = -1
  var input = -1
  var timesteps = -1
  var nodes = -1
  var connections = -1
  var note = -1
}

/// Where the sections stand that every access needs.
struct SectionOffsets {
  let model: Int
  let input: Int
  let timesteps: Int
  let nodes: Int
  let connections: Int
  let note: Int
  let noteLength: Int
}

/// The section table in place, behind the header.
struct SectionTable {
  static let recordBytes = 32

  let bytes: UnsafeRawBufferPointer
  let count: Int
  #if !hasFeature(Embedded)
    /// What finds sections that are not where the canonical order has them.
    var places: UnsafeMutablePointer<SectionPlaces>?
  #endif

  func offset(of slot: Int) -> Int { Header.byteCount &+ SectionTable.recordBytes &* slot }

  subscript(slot: Int) -> Section {
    let record = offset(of: slot)
    return Section(
      kind: bytes.u32(record), index: bytes.u32(record &+ 4), layout: bytes.u32(record &+ 8),
      offset: Int(clamping: bytes.u32(record &+ 12)),
      length: Int(clamping: bytes.u32(record &+ 16)), checksum: bytes.u32(record &+ 20))
  }

  /// Slot of a section of a node or connection, looked for from `hint` downwards and around; nil
  /// where there is none. In the canonical order the hint is the slot or a few above it.
  func slot(_ kind: SectionKind, index: Int, hint: Int) -> Int? {
    var slot = min(max(hint, 0), count - 1)
    #if !hasFeature(Embedded)
      if let places {
        let isHere = self[slot].kind == kind.rawValue && self[slot].index == index
        return isHere ? slot : places.pointee.slot(self, kind, index: index)
      }
    #endif
    for _ in 0..<count {
      let record = offset(of: slot)
      if bytes.u32(record) == kind.rawValue, bytes.u32(record &+ 4) == UInt32(index) { return slot }
      slot = slot == 0 ? count - 1 : slot - 1
    }
    return nil
  }

  /// The section of a checked image.
  func section(_ kind: SectionKind, index: Int, hint: Int) -> Section {
    guard let slot = slot(kind, index: index, hint: hint) else {
      preconditionFailure("not a checked image")
    }
    return self[slot]
  }
}
