/// What stands in the dictionary of a NumPy header:
/// `{'descr': '|u1', 'fortran_order': False, 'shape': (2, 28, 28, 1), }`.
struct NPYFields {
  let type: String
  let isBigEndian: Bool
  let dimensions: [Int]

  init(_ text: String, path: String) throws(DataError) {
    let code = Self.between(text, after: "'descr':", "'", "'") ?? ""
    guard let order = code.first, "<>|=".contains(order), code.count >= 3 else {
      throw DataError(path, "element type '\(Self.clean(code))' is not read; save plain integers")
    }
    // With three colons each of the three keys that are looked for is there once.
    guard text.count(where: { $0 == ":" }) == 3 else {
      throw DataError(
        path,
        "the NumPy header is not of descr, fortran_order and shape, each once; "
          + "save it with numpy.save")
    }
    type = String(code.dropFirst())
    isBigEndian = order == ">"
    guard text.replacing(" ", with: "").contains("'fortran_order':False") else {
      throw DataError(path, "not in C order; save numpy.ascontiguousarray of it")
    }
    guard let shape = Self.between(text, after: "'shape':", "(", ")"),
      let dimensions = Self.dimensions(shape)
    else { throw DataError(path, "no shape in the NumPy header; save it with numpy.save") }
    self.dimensions = dimensions
  }

  /// Non-negative integers separated by commas, a comma at the end allowed; nil for other text.
  private static func dimensions(_ text: String) -> [Int]? {
    var parts = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    if parts.last?.isEmpty == true { parts.removeLast() }
    let numbers = parts.compactMap { Int($0) }
    return numbers.count == parts.count && numbers.allSatisfy { $0 >= 0 } ? numbers : nil
  }

  /// The text between the first `open` after `key` and the next `close`.
  private static func between(
    _ text: String, after key: String, _ open: Character, _ close: Character
  ) -> String? {
    guard let place = text.firstRange(of: key)?.upperBound,
      let start = text[place...].firstIndex(of: open),
      case let rest = text[text.index(after: start)...],
      let end = rest.firstIndex(of: close)
    else { return nil }
    return String(rest[..<end])
  }

  /// Printable ASCII of `text`, for a message.
  private static func clean(_ text: String) -> String {
    String(
      text.unicodeScalars.filter { (32..<127).contains($0.value) }.prefix(16).map(Character.init))
  }
}
