/// Rows of text in columns, at most `Console.width` wide: the first column gives way.
struct TextTable {
  /// Which side a column's text stands on.
  enum Side {
    case left
    case right
  }

  private let sides: [Side]
  private var rows: [[String]]
  private static let gap = "  "

  /// A table with a line of titles.
  init(_ columns: [(title: String, side: Side)]) {
    sides = columns.map(\.side)
    rows = [columns.map(\.title)]
  }

  /// Adds a row, one text a column.
  mutating func add(_ row: [String]) {
    precondition(row.count == sides.count)
    rows.append(row)
  }

  /// All lines.
  var text: String {
    var widths = sides.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let rest = widths.dropFirst().reduce(0) { $0 + $1 + Self.gap.count }
    widths[0] = min(widths[0], max(Console.width - rest, 8))
    return rows.map { line($0, widths) }.joined(separator: "\n")
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    let cells = sides.indices.map { column in
      let text = String(row[column].prefix(widths[column]))
      let space = String(repeating: " ", count: widths[column] - text.count)
      return sides[column] == .left ? text + space : space + text
    }
    let line = cells.joined(separator: Self.gap)
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
