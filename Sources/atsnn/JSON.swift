/// A JSON value whose objects keep the order of their members.
enum JSON {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Written as null where it is not finite.
  case number(Double)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  /// An unsigned count.
  static func count(_ value: UInt64) -> JSON { .integer(Int(clamping: value)) }

  /// `nil` is null.
  static func optional(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }

  /// One line of text.
  var text: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.0) + ": " + $0.1.text }.joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
