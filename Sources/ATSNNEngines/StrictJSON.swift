import Foundation

/// One JSON object of which every key is known and must be there, unless it is said to be optional.
struct StrictObject {
  private let members: [String: Any]
  /// What messages call the object: file, then the way to it, as "vectors.json: vectors[2]".
  let place: String

  /// What to do about a file that breaks the rules.
  static let remedy = "restore the file or make it again"

  /// Takes `value`, which must be an object with all of `keys`, any of `optional` and no other.
  init(
    _ value: Any, _ place: String, keys: [String], optional: [String] = []
  ) throws(EngineError) {
    guard let members = value as? [String: Any] else {
      throw EngineError(place, "is not a JSON object; \(Self.remedy)")
    }
    self.members = members
    self.place = place
    if let missing = keys.first(where: { members[$0] == nil }) {
      throw EngineError(place, "the key \"\(missing)\" is missing; \(Self.remedy)")
    }
    if let unknown = members.keys.sorted().first(where: { !(keys + optional).contains($0) }) {
      throw EngineError(place, "the key \"\(unknown)\" is unknown; \(Self.remedy)")
    }
  }

  /// The object in the file at `path`.
  init(file path: String, keys: [String], optional: [String] = []) throws(EngineError) {
    let value = try Self.parse(path)
    try self.init(value, path, keys: keys, optional: optional)
  }

  /// The JSON value in the file at `path`.
  static func parse(_ path: String) throws(EngineError) -> Any {
    let data = Data(try EngineError.reading(path))
    do {
      return try JSONSerialization.jsonObject(with: data)
    } catch {
      let found = (error as NSError).userInfo["NSDebugDescription"] as? String
      let fault = (found ?? "The text is damaged.").filter { $0 != "." }
      throw EngineError(
        path, "is not JSON: \(fault.prefix(1).lowercased() + fault.dropFirst()); \(remedy)")
    }
  }

  func has(_ key: String) -> Bool { members[key] != nil }

  func isNull(_ key: String) -> Bool { members[key] is NSNull }

  /// The member itself; absent ones are null.
  func value(_ key: String) -> Any { members[key] ?? NSNull() }

  func string(_ key: String) throws(EngineError) -> String {
    guard let text = members[key] as? String else { throw wrong(key, "a string") }
    return text
  }

  func integer(_ key: String) throws(EngineError) -> Int {
    guard let number = Self.integer(value(key)) else { throw wrong(key, "an integer") }
    return number
  }

  func number(_ key: String) throws(EngineError) -> Double {
    guard let number = Self.number(value(key)), number.doubleValue.isFinite else {
      throw wrong(key, "a number")
    }
    return number.doubleValue
  }

  func array(_ key: String) throws(EngineError) -> [Any] {
    guard let values = members[key] as? [Any] else { throw wrong(key, "an array") }
    return values
  }

  func strings(_ key: String) throws(EngineError) -> [String] {
    guard let texts = members[key] as? [String] else { throw wrong(key, "an array of strings") }
    return texts
  }

  /// Integers that fit `Value`.
  func integers<Value: FixedWidthInteger>(_ key: String) throws(EngineError) -> [Value] {
    let values = try array(key)
    let numbers = values.compactMap { Self.integer($0).flatMap { Value(exactly: $0) } }
    guard numbers.count == values.count else { throw wrong(key, "an array of integers in range") }
    return numbers
  }

  /// A digest of rule D1: 16 lowercase hexadecimal digits.
  func digest(_ key: String) throws(EngineError) -> UInt64 {
    let text = try string(key)
    guard text.utf8.count == 16, text == text.lowercased(), let value = UInt64(text, radix: 16)
    else { throw wrong(key, "a digest of 16 lowercase hexadecimal digits") }
    return value
  }

  func wrong(_ key: String, _ wanted: String) -> EngineError {
    EngineError(place, "\"\(key)\" is not \(wanted); \(Self.remedy)")
  }

  private static func integer(_ value: Any) -> Int? {
    number(value).flatMap { Int(exactly: $0) }
  }

  /// A JSON number; true and false, which Foundation also makes numbers, are none.
  private static func number(_ value: Any) -> NSNumber? {
    guard let number = value as? NSNumber, String(cString: number.objCType) != "c" else {
      return nil
    }
    return number
  }
}
