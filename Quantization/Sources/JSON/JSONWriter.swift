/// Writes JSON with the members in their given order, so that equal values give equal bytes.
struct JSONWriter {
  private var text = ""
  /// Spaces per level; 0 writes everything on one line.
  private let indentation: Int

  private init(indentation: Int) {
    self.indentation = indentation
  }

  /// `value` as text; with an indentation each member stands on its own line, arrays of plain
  /// values stay on one.
  static func text(_ value: JSONValue, indentation: Int = 0) -> String {
    var writer = JSONWriter(indentation: indentation)
    writer.write(value, level: 0)
    if indentation > 0 { writer.text += "\n" }
    return writer.text
  }

  private mutating func write(_ value: JSONValue, level: Int) {
    switch value {
    case .null: text += "null"
    case .boolean(let flag): text += flag ? "true" : "false"
    case .number(let number): text += Self.text(number)
    case .string(let string): write(string)
    case .array(let values): write(values, level: level)
    case .object(let members): write(members, level: level)
    }
  }

  /// The shortest digits that read back as the same double; integers without a fraction.
  private static func text(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return number.description
  }

  private mutating func write(_ values: [JSONValue], level: Int) {
    let plain = values.allSatisfy { $0.members == nil && $0.array == nil }
    text += "["
    for (index, value) in values.enumerated() {
      if index > 0 { text += plain && indentation > 0 ? ", " : "," }
      if !plain { startLine(level + 1) }
      write(value, level: level + 1)
    }
    if !plain { startLine(level) }
    text += "]"
  }

  private mutating func write(_ members: [JSONValue.Member], level: Int) {
    text += "{"
    for (index, member) in members.enumerated() {
      if index > 0 { text += "," }
      startLine(level + 1)
      write(member.name)
      text += indentation > 0 ? ": " : ":"
      write(member.value, level: level + 1)
    }
    if !members.isEmpty { startLine(level) }
    text += "}"
  }

  private mutating func startLine(_ level: Int) {
    guard indentation > 0 else { return }
    text += "\n" + String(repeating: " ", count: level * indentation)
  }

  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
