import Foundation

/// An energy with its uncertainty.
public struct EnergyRange: Equatable, Sendable {
  public var low: Double
  public var nominal: Double
  public var high: Double

  public static let zero = EnergyRange(low: 0, nominal: 0, high: 0)

  public init(low: Double, nominal: Double, high: Double) {
    self.low = low
    self.nominal = nominal
    self.high = high
  }

  public static func + (left: EnergyRange, right: EnergyRange) -> EnergyRange {
    EnergyRange(
      low: left.low + right.low, nominal: left.nominal + right.nominal,
      high: left.high + right.high)
  }

  public static func * (left: EnergyRange, right: Double) -> EnergyRange {
    EnergyRange(low: left.low * right, nominal: left.nominal * right, high: left.high * right)
  }
}

/// What each action of the accelerator costs on one process node.
public struct EnergyTable: Sendable {
  public let name: String
  /// Process node in nanometres.
  public let nodeNanometres: Double
  /// Supply in volts.
  public let voltage: Double
  public let entries: [EnergyEntry]
}

/// The cost of one action.
public struct EnergyEntry: Sendable {
  /// Name of a count of the accelerator, as in `ActionCounts.actions`.
  public let action: String
  /// Picojoules of one count.
  public let picojoules: EnergyRange
  /// Where the figures are from.
  public let source: String
  /// Place of the action in `ActionCounts.actions`.
  let index: Int
}

extension EnergyTable {
  /// Reads a table, `Firmware/accelerator/tables/*.json`. Throws where it cannot be read, an action
  /// is unknown or named twice, or a figure is negative or out of order.
  public init(path: String) throws(EngineError) {
    let object = try StrictObject(
      file: path, keys: ["name", "node_nm", "voltage", "entries"], optional: ["notes"])
    name = try object.string("name")
    nodeNanometres = try object.number("node_nm")
    voltage = try object.number("voltage")
    var entries: [EnergyEntry] = []
    for (index, value) in try object.array("entries").enumerated() {
      entries.append(try EnergyEntry(value, place: "\(path): entries[\(index)]"))
    }
    guard Set(entries.map(\.action)).count == entries.count else {
      throw EngineError(path, "two entries for one action; keep one")
    }
    self.entries = entries
  }

  /// Count and energy (millijoules) of each entry for `counts`, in the table's order.
  public func millijoules(
    _ counts: ActionCounts
  ) -> [(action: String, count: UInt64, energy: EnergyRange)] {
    entries.map { entry in
      let count = counts[entry.index]
      return (entry.action, count, entry.picojoules * (Double(count) * 1e-9))
    }
  }
}

extension EnergyEntry {
  init(_ value: Any, place: String) throws(EngineError) {
    let object = try StrictObject(value, place, keys: ["action", "picojoules", "per", "source"])
    action = try object.string("action")
    source = try object.string("source")
    guard let index = ActionCounts.actions.firstIndex(of: action) else {
      throw EngineError(place, "the accelerator counts no action \"\(action)\"; remove the entry")
    }
    self.index = index
    let range = try StrictObject(
      object.value("picojoules"), place + ".picojoules", keys: ["low", "nominal", "high"])
    picojoules = EnergyRange(
      low: try range.number("low"), nominal: try range.number("nominal"),
      high: try range.number("high"))
    guard 0 <= picojoules.low, picojoules.low <= picojoules.nominal,
      picojoules.nominal <= picojoules.high
    else {
      throw EngineError(place, "picojoules are not 0 <= low <= nominal <= high; put them in order")
    }
  }
}
