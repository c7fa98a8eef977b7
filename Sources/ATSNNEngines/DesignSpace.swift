import Foundation

/// A machine of a design space.
public struct DesignPoint: Sendable {
  public let machine: MachineConfiguration
  /// The machine that was changed.
  public let base: String
  /// What was set in it: key, as "tile.channels", and value.
  public let settings: [(key: String, value: String)]
  public let area: ChipArea
  public let energy: EnergyModel
}

/// Machines to compare: shipped ones or files, with some of their keys changed in every combination.
public struct DesignSpace: Sendable {
  /// Machines that can be built, in the order of the file.
  public private(set) var points: [DesignPoint] = []
  /// Why the other combinations cannot be.
  public private(set) var refused: [EngineError] = []

  /// Most combinations of a file.
  static let limit = 10_000

  /// Where the machines and tables of the file are found.
  public struct Files {
    let machine: (String) throws -> String
    let table: (Double) throws -> String
    let dram: DRAMTable

    /// - Parameters:
    ///   - machine: Path of a machine by the name that a space calls its base.
    ///   - table: Path of the energy table of a process node in nanometres.
    ///   - dram: Prices of DRAM.
    public init(
      machine: @escaping (String) throws -> String, table: @escaping (Double) throws -> String,
      dram: DRAMTable
    ) {
      self.machine = machine
      self.table = table
      self.dram = dram
    }
  }

  /// Reads `{"spaces": [{"base": NAME, "axes": [[CHANGE, ...], ...]}, ...]}`: one change of each axis,
  /// an object with keys of a machine's file, is laid over the base, in all combinations. Wires follow
  /// from the area unless a change sets them. Throws where the file breaks its rules.
  public init(path: String, files: Files) throws {
    let file = try StrictObject(file: path, keys: ["spaces"], optional: ["notes"])
    var builder = PointBuilder(files: files)
    for (index, value) in try file.array("spaces").enumerated() {
      let place = "\(path): spaces[\(index)]"
      let space = try StrictObject(value, place, keys: ["base", "axes"])
      let base = try space.string("base")
      let template = try StrictObject.parse(try files.machine(base))
      for changes in try Self.combinations(space, place) {
        let settings = try changes.flatMap { try Self.settings($0, over: template, place) }
        let changed = changes.reduce(template) { Self.merged($1, over: $0) }
        do {
          points.append(
            try builder.point(changed, base, settings, number: points.count + refused.count + 1))
        } catch let error as EngineError {
          refused.append(error)
        }
        guard points.count + refused.count <= Self.limit else {
          throw EngineError(path, "more than \(Self.limit) combinations; give fewer values")
        }
      }
    }
    guard !points.isEmpty else {
      throw EngineError(
        path,
        "no machine of it can be built; the first: \(refused.first.map { "\($0)" } ?? "there is none")"
      )
    }
  }
}

// MARK: - Combinations

extension DesignSpace {
  /// One change of each axis, in all combinations, the last axis fastest.
  private static func combinations(
    _ space: StrictObject, _ place: String
  ) throws(EngineError) -> [[Any]] {
    var combinations: [[Any]] = [[]]
    for (index, axis) in try space.array("axes").enumerated() {
      guard let changes = axis as? [Any], !changes.isEmpty else {
        throw EngineError(place, "axes[\(index)] is not an array of changes; name some")
      }
      guard combinations.count * changes.count <= limit else {
        throw EngineError(place, "more than \(limit) combinations; give fewer values")
      }
      combinations = combinations.flatMap { start in changes.map { start + [$0] } }
    }
    return combinations
  }

  /// The leaves of a change. Throws where the base has no such key.
  private static func settings(
    _ change: Any, over base: Any, _ place: String, _ prefix: String = ""
  ) throws(EngineError) -> [(key: String, value: String)] {
    guard let members = change as? [String: Any], let old = base as? [String: Any] else {
      throw EngineError(place, "a change is not an object with keys of a machine; write one")
    }
    var settings: [(key: String, value: String)] = []
    for key in members.keys.sorted() {
      guard let before = old[key], let value = members[key] else {
        throw EngineError(place, "a machine has no key \"\(prefix)\(key)\"; remove it")
      }
      if before is [String: Any] {
        settings += try self.settings(value, over: before, place, "\(prefix)\(key).")
      } else {
        settings.append((prefix + key, "\(value)"))
      }
    }
    return settings
  }

  /// `base` with the leaves of `change`.
  static func merged(_ change: Any, over base: Any) -> Any {
    guard let change = change as? [String: Any], var result = base as? [String: Any] else {
      return change
    }
    for (key, value) in change { result[key] = merged(value, over: result[key] ?? value) }
    return result
  }
}

/// Makes points of machines; each table is read once.
private struct PointBuilder {
  let files: DesignSpace.Files
  private var tables: [Double: EnergyTable] = [:]

  init(files: DesignSpace.Files) {
    self.files = files
  }

  mutating func point(
    _ value: Any, _ base: String, _ settings: [(key: String, value: String)], number: Int
  ) throws -> DesignPoint {
    let place = "\(base), \(settings.map { "\($0.key) \($0.value)" }.joined(separator: ", "))"
    let named = DesignSpace.merged(["name": "\(base)#\(number)"], over: value)
    var machine = try MachineConfiguration(named, place)
    let table = try table(machine.nodeNanometres)
    let area = ChipArea(machine, table)
    if !settings.contains(where: { $0.key.hasPrefix("wire_micrometres") }) {
      let wires = [
        "memories": area.memoryWire(clusters: machine.clusters),
        "rows": area.rowWire(clusters: machine.clusters),
      ]
      machine = try MachineConfiguration(
        DesignSpace.merged(["wire_micrometres": wires], over: named), place)
    }
    return DesignPoint(
      machine: machine, base: base, settings: settings, area: area,
      energy: try EnergyModel(table, files.dram, machine))
  }

  private mutating func table(_ node: Double) throws -> EnergyTable {
    if let table = tables[node] { return table }
    let table = try EnergyTable(path: try files.table(node))
    tables[node] = table
    return table
  }
}
