/// A JSON value that keeps the order of an object's members.
///
/// Numbers are doubles; a reader asks for an integer with `integer`. An own type instead of
/// Foundation's, because booleans must not pass for numbers and output must be the same everywhere.
public enum JSONValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A name and its value.
  public struct Member: Equatable, Sendable {
    public let name: String
    public let value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of the member `name` of an object; nil for others.
  public subscript(name: String) -> JSONValue? {
    members?.first { $0.name == name }?.value
  }

  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  public var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  public var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  public var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The number as an integer, when it is one of at most 2^53 in size.
  public var integer: Int? {
    guard let value = number, value.rounded() == value, abs(value) <= 9_007_199_254_740_992 else {
      return nil
    }
    return Int(value)
  }

  /// An array of numbers; nil when any element is something else.
  public var numbers: [Double]? {
    guard let array else { return nil }
    let values = array.compactMap(\.number)
    return values.count == array.count ? values : nil
  }

  /// An array of integers; nil when any element is something else.
  public var integers: [Int]? {
    guard let array else { return nil }
    let values = array.compactMap(\.integer)
    return values.count == array.count ? values : nil
  }

  /// An array of strings; nil when any element is something else.
  public var strings: [String]? {
    guard let array else { return nil }
    let values = array.compactMap(\.string)
    return values.count == array.count ? values : nil
  }

  static func integer(_ value: Int) -> JSONValue { .number(Double(value)) }
}
