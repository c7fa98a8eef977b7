import Foundation

/// Numbers for people.
enum Format {
  /// "12,345".
  static func integer(_ value: some BinaryInteger) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (value < 0 ? "-" : "") + groups.joined(separator: ",")
  }

  /// A number with `places` decimal places, groups of three digits before them.
  static func number(_ value: Double, _ places: Int) -> String {
    let text = String(format: "%.\(places)f", value)
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let whole = Int(parts[0]), abs(whole) >= 1000 else { return text }
    return ([integer(whole)] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  /// "12.3 %" of a share 0...1.
  static func percent(_ share: Double, _ places: Int = 2) -> String {
    number(share * 100, places) + " %"
  }

  /// Lines of at most the console's width; all but the first are indented.
  static func wrapped(_ text: String, indent: Int) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.count + 1 + word.count > Console.width, !last.isEmpty {
        lines.append(String(repeating: " ", count: indent) + word)
      } else {
        lines[lines.count - 1] = last.isEmpty ? String(word) : "\(last) \(word)"
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Four significant digits, for figures of any size.
  static func significant(_ value: Double) -> String { String(format: "%.4g", value) }
}
