import ATSNNEngines

extension ExploreReport {
  /// The front as a table; the keys that vary on it are letters, told below.
  var text: String {
    let keys = varied
    let letters = keys.indices.map { String(UnicodeScalar(UInt8(65 + $0 % 26))) }
    var table = TextTable(
      [("machine", .left)] + letters.map { ($0, .right) } + [
        ("mJ", .right), ("low", .right), ("high", .right), ("frames/s", .right), ("mm2", .right),
      ])
    for machine in front {
      let energy = machine.millijoules
      table.add(
        [machine.point.machine.name] + keys.map { machine.short($0) } + [
          Format.significant(energy.nominal), Format.significant(energy.low),
          Format.significant(energy.high), Format.number(machine.framesPerSecond, 0),
          Format.number(machine.point.area.squareMillimetres, 2),
        ])
    }
    let legend = zip(letters, keys).map { "\($0) \($1)" }.joined(separator: ", ")
    return """
      machines           \(Format.integer(machines.count)) compared, \
      \(Format.integer(refused.count)) that cannot be built\(refused.first.map { ", as \($0)" } ?? "")
      images             \(Format.integer(images)), \(Format.number(meanTimesteps, 3)) timesteps \
      each; modelled, not measured
      on the front       \(Format.integer(front.count)): none has less energy, more frames a second \
      and less area

      \(table.text)

      \(Format.wrapped(legend, indent: 0))
      mm2: all memories, by the table's area of a megabyte; K: 1024 bytes; empty: as in the base
      """
  }

  /// Keys that some machine on the front sets, in order of their first use.
  private var varied: [String] {
    var keys: [String] = []
    for machine in front {
      for setting in machine.point.settings where !keys.contains(setting.key) {
        keys.append(setting.key)
      }
    }
    return keys
  }

  /// All machines.
  var json: JSON {
    .object([
      ("images", .integer(images)),
      ("mean_timesteps", .number(meanTimesteps)),
      ("schedule", schedule.map { .array($0.shares.map(JSON.number)) } ?? .null),
      ("machines", .array(machines.map(\.json))),
      ("refused", .array(refused.map { .string("\($0)") })),
    ])
  }
}

extension ExploredMachine {
  /// What the space set `key` to, nil where it is the base's.
  func setting(_ key: String) -> String? {
    point.settings.first { $0.key == key }?.value
  }

  /// The same for a narrow column: bytes in units of 1024.
  func short(_ key: String) -> String {
    guard let value = setting(key) else { return "" }
    guard key.contains("bytes"), let bytes = Int(value), bytes > 0, bytes.isMultiple(of: 1024)
    else { return value }
    return "\(bytes / 1024)K"
  }

  var json: JSON {
    .object([
      ("name", .string(point.machine.name)), ("base", .string(point.base)),
      ("settings", .object(point.settings.map { ($0.key, .string($0.value)) })),
      ("on_front", .boolean(isOnFront)),
      ("millijoules_per_image", .range(millijoules)),
      ("frames_per_second", .number(framesPerSecond)),
      ("memory_square_millimetres", .number(point.area.squareMillimetres)),
      ("memory_bytes", .count(point.machine.memoryBytes)),
      ("core_picojoules_per_synaptic_operation", .range(core)),
      ("dram_bits_per_image", .number(dramBits)),
    ])
  }
}
