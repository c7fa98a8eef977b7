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

extension EnergyRange {
  /// The member `key` of a table's entry: low, nominal and high, in order.
  init(_ object: StrictObject, _ key: String) throws(EngineError) {
    let place = "\(object.place).\(key)"
    let range = try StrictObject(object.value(key), place, keys: ["low", "nominal", "high"])
    self.init(
      low: try range.number("low"), nominal: try range.number("nominal"),
      high: try range.number("high"))
    guard 0 <= low, low <= nominal, nominal <= high else {
      throw EngineError(
        object.place, "\(key) are not 0 <= low <= nominal <= high; put them in order")
    }
  }
}
