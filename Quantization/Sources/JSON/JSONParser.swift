/// Reads one JSON text (RFC 8259); refuses what the standard does not know, such as `NaN`.
struct JSONParser {
  /// What is wrong and at which byte of the text.
  struct Fault: Error, Equatable {
    let message: String
    let offset: Int
  }

  private let bytes: [UInt8]
  private var position = 0
  /// Nesting deeper than this is refused, so that hostile input cannot exhaust the stack.
  private static let deepest = 64

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The value of `bytes`, which must be one JSON text and nothing else.
  static func parse(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.fault("text after the value") }
    return value
  }

  private func fault(_ message: String) -> Fault { Fault(message: message, offset: position) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func expect(_ text: StaticString) throws(Fault) {
    for index in 0..<text.utf8CodeUnitCount {
      guard next == text.utf8Start[index] else { throw fault("expected \(text)") }
      position += 1
    }
  }

  private mutating func value(depth: Int) throws(Fault) -> JSONValue {
    guard depth < Self.deepest else { throw fault("nested too deeply") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try expect("true")
      return .boolean(true)
    case UInt8(ascii: "f"):
      try expect("false")
      return .boolean(false)
    case UInt8(ascii: "n"):
      try expect("null")
      return .null
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(Fault) -> JSONValue {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    try expect("{")
    skipSpace()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object([])
    }
    while true {
      skipSpace()
      let name = try string()
      guard names.insert(name).inserted else { throw fault("\"\(name)\" given twice") }
      skipSpace()
      try expect(":")
      members.append(JSONValue.Member(name, try value(depth: depth + 1)))
      if try !separator(or: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(Fault) -> JSONValue {
    var values: [JSONValue] = []
    try expect("[")
    skipSpace()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    while true {
      values.append(try value(depth: depth + 1))
      if try !separator(or: UInt8(ascii: "]")) { return .array(values) }
    }
  }

  /// Passes a comma (true) or the closing byte `end` (false).
  private mutating func separator(or end: UInt8) throws(Fault) -> Bool {
    skipSpace()
    guard let byte = next, byte == UInt8(ascii: ",") || byte == end else {
      throw fault("expected a comma or the end of the list")
    }
    position += 1
    return byte != end
  }

  private mutating func number() throws(Fault) -> Double {
    let start = position
    while let byte = next, Self.isNumberByte(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let first = text.utf8.first, first == 0x2D || (first >= 0x30 && first <= 0x39),
      let value = Double(text), value.isFinite
    else {
      position = start
      throw fault("expected a value")
    }
    return value
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || byte == 0x2B || byte == 0x2D || byte == 0x2E
      || byte == 0x45 || byte == 0x65
  }

  private mutating func string() throws(Fault) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try decoded(text)
      case UInt8(ascii: "\\"): try appendEscape(to: &text)
      case 0..<0x20: throw fault("control character in a string")
      default: text.append(byte)
      }
    }
    throw fault("string without end")
  }

  private func decoded(_ text: [UInt8]) throws(Fault) -> String {
    guard let string = String(validating: text, as: UTF8.self) else { throw fault("not UTF-8") }
    return string
  }

  private mutating func appendEscape(to text: inout [UInt8]) throws(Fault) {
    guard let byte = next else { throw fault("string without end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: try unicodeScalar().utf8)
    default: throw fault("unknown escape")
    }
  }

  private mutating func unicodeScalar() throws(Fault) -> Character {
    var code = try hexadecimal()
    if code >= 0xD800 && code < 0xDC00 {
      try expect("\\u")
      let low = try hexadecimal()
      guard low >= 0xDC00 && low < 0xE000 else { throw fault("half of a surrogate pair") }
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("half of a surrogate pair") }
    return Character(scalar)
  }

  private mutating func hexadecimal() throws(Fault) -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault("string without end") }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }), let code = UInt32(digits, radix: 16)
    else { throw fault("expected four hexadecimal digits") }
    position += 4
    return code
  }
}
