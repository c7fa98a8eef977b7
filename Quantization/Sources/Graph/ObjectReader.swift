/// Reads the members of one JSON object and notes everything that is wrong with them.
struct ObjectReader {
  let place: String
  let problems: ProblemList
  private let members: [JSONValue.Member]

  /// A reader of `value`, called `place` in problems; nil, with a problem, if it is no object.
  init?(_ value: JSONValue?, place: String, problems: ProblemList) {
    guard let members = value?.members else {
      problems.add(place, value == nil ? "missing" : "not an object", "give an object")
      return nil
    }
    self.members = members
    self.place = place
    self.problems = problems
  }

  /// The members of `value`; none if it is absent or no object.
  static func members(_ value: JSONValue?) -> [JSONValue.Member] { value?.members ?? [] }

  func value(_ key: String) -> JSONValue? { members.first { $0.name == key }?.value }

  func problem(_ fault: String, _ remedy: String) {
    problems.add(place, fault, remedy)
  }

  /// The value of `key` read by `read`; a problem, and nil, if absent or not `wanted`.
  private func required<T>(_ key: String, _ wanted: String, _ read: (JSONValue) -> T?) -> T? {
    guard let value = value(key) else {
      problem("\"\(key)\" is missing", "give \(wanted)")
      return nil
    }
    guard let result = read(value) else {
      problem("\"\(key)\" is not \(wanted)", "give \(wanted)")
      return nil
    }
    return result
  }

  func string(_ key: String) -> String? {
    let text = required(key, "a text") { $0.string }
    refuseControls(key, in: [text].compactMap { $0 })
    return text
  }

  /// Notes NUL and other control characters: names go into images, headers and terminals.
  private func refuseControls(_ key: String, in texts: [String]) {
    let hasControl = texts.contains { text in
      text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    if hasControl { problem("\"\(key)\" holds a control character", "remove it") }
  }

  func boolean(_ key: String) -> Bool? {
    required(key, "true or false") { $0.boolean }
  }

  func number(_ key: String, default standard: Double? = nil) -> Double? {
    if let standard, value(key) == nil { return standard }
    let value = required(key, "a number") { $0.number }
    refuseExtremes(key, in: [value].compactMap { $0 })
    return value
  }

  /// Notes numbers that no network needs and that leave the range of doubles when multiplied.
  private func refuseExtremes(_ key: String, in values: [Double]) {
    let range = 1e-30...1e30
    guard let value = values.first(where: { $0 != 0 && !range.contains(abs($0)) }) else { return }
    problem("\"\(key)\" holds \(value)", "give 0 or a size from 1e-30 to 1e30")
  }

  func integer(_ key: String, in range: ClosedRange<Int>, default standard: Int? = nil) -> Int? {
    if let standard, value(key) == nil { return standard }
    let (low, high) = (range.lowerBound, range.upperBound)
    let wanted = low == high ? "\(low)" : "an integer from \(low) to \(high)"
    return required(key, wanted) { value in
      value.integer.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func numbers(_ key: String, count: Int) -> [Double]? {
    let values = required(key, "\(count) numbers") { value in
      value.numbers.flatMap { $0.count == count ? $0 : nil }
    }
    refuseExtremes(key, in: values ?? [])
    return values
  }

  func integers(_ key: String, count: Int, in range: ClosedRange<Int>) -> [Int]? {
    let wanted = "\(count) integers from \(range.lowerBound) to \(range.upperBound)"
    return required(key, wanted) { value in
      value.integers.flatMap { list in
        list.count == count && list.allSatisfy(range.contains) ? list : nil
      }
    }
  }

  func strings(_ key: String) -> [String]? {
    let texts = required(key, "a list of texts") { $0.strings }
    refuseControls(key, in: texts ?? [])
    return texts
  }

  func array(_ key: String) -> [JSONValue]? {
    required(key, "a list") { $0.array }
  }

  /// A height and a width within `range`; `standard` stands for both when the key is absent.
  func extent(_ key: String, in range: ClosedRange<Int>, default standard: Int? = nil)
    -> Window.Extent?
  {
    if let standard, value(key) == nil {
      return Window.Extent(height: standard, width: standard)
    }
    guard let pair = integers(key, count: 2, in: range) else { return nil }
    return Window.Extent(height: pair[0], width: pair[1])
  }

  /// One of the texts `choices` names.
  func choice<T>(_ key: String, _ choices: [String: T]) -> T? {
    let names = choices.keys.sorted().map { "\"\($0)\"" }.joined(separator: " or ")
    return required(key, names) { value in value.string.flatMap { choices[$0] } }
  }

  /// Notes every member that is not in `known`; nothing of a graph is passed over in silence.
  func refuseUnknownKeys(known: Set<String>) {
    for member in members where !known.contains(member.name) {
      let remedy = Self.remedies[member.name] ?? "remove it, or correct its name"
      problem("\"\(member.name)\" is not a key of this object", remedy)
    }
  }

  /// What to do about keys that other programs know.
  private static let remedies = [
    "groups": "remove it: only groups = 1 exists; split a grouped convolution before export",
    "dilation": "remove it: only dilation 1 exists; train without dilation",
    "ceil_mode": "remove it: only floor mode exists; pad or crop the map before pooling",
    "count_include_pad": "remove it: average pooling divides by the whole kernel",
    "divisor_override": "remove it: average pooling divides by the whole kernel",
    "padding_mode": "remove it: padding is zero",
  ]
}
