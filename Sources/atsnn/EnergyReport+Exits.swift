import ATSNNEngines

extension EnergyReport {
  /// How the inputs left, where a schedule or labels tell more than the mean.
  var leaving: String {
    if let schedule {
      let shares = schedule.shares.map { Format.percent($0, 0) }.joined(separator: ", ")
      return "; by schedule, at 1, 2, ...: \(shares)"
    }
    return accuracy.map { ", \(Format.percent($0)) right" } ?? ""
  }

  /// What inputs cost by the timestep at which they leave. The last row is the sum of the rows above,
  /// each times its share: the mean over all inputs.
  var exitTable: String {
    var text = TextTable([
      ("exit at timestep", .left), ("share", .right), ("uJ an image", .right), ("low", .right),
      ("high", .right), ("cycles an image", .right),
    ])
    for (index, exit) in exits.enumerated() where exit.inputs > 0 {
      text.add(row("\(index + 1)", exit))
    }
    text.add(row("all, weighted sum", exits.reduce(into: ExitCounts()) { $0.add($1) }))
    return text.text
  }

  private func row(_ name: String, _ exit: ExitCounts) -> [String] {
    let part = 1 / Double(max(exit.inputs, 1))
    let microjoules = energy.total(exit.counts) * (1000 * part)
    return [
      name, Format.percent(Double(exit.inputs) * share, 1),
      Format.significant(microjoules.nominal), Format.significant(microjoules.low),
      Format.significant(microjoules.high), Format.number(Double(exit.counts.cycles) * part, 0),
    ]
  }

  /// Sources of the components that are printed, each once.
  private var sources: [String] {
    var sources: [String] = []
    for (index, entry) in energy.entries.enumerated()
    where total[index] > 0 && !sources.contains(entry.source) {
      sources.append(entry.source)
    }
    return sources
  }

  /// The number under which a component's source is listed.
  func mark(_ component: Int) -> String {
    let place = sources.firstIndex(of: energy.entries[component].source) ?? 0
    return "[\(place + 1)]"
  }

  /// The sources by number.
  var sourceList: String {
    sources.enumerated().map { Format.wrapped("[\($0 + 1)] \($1)", indent: 5) }
      .joined(separator: "\n")
  }
}
