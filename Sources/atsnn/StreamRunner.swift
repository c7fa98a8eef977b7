import ATSNNData
import ATSNNEngines
import ATSNNRuntime

/// Runs a stream and prints a line a window, then one with the totals.
final class StreamRunner {
  private let engine: RuntimeEngine
  private let memory: InputMemory
  private var stream: EventStream
  private let asJSON: Bool
  private var windows = 0
  private var dropped = 0

  init(
    _ model: Model, _ policy: EnginePolicy, _ settings: StreamSettings, asJSON: Bool
  ) throws {
    engine = try RuntimeEngine(model)
    try engine.setPolicy(policy)
    memory = InputMemory(EventStream.frameBytes(model.image.input))
    stream = try EventStream(settings, input: model.image.input, memory: memory.bytes)
    self.asJSON = asJSON
  }

  /// All events of `reader`, through `queue` where there is one.
  func run(_ reader: EventReader, queue: EventQueue?) throws {
    queue?.fill(from: reader)
    var number = 0
    while let event = try queue == nil ? reader.read() : queue?.pop() {
      do {
        try stream.push(event)
      } catch {
        throw Failure("\(reader.name): event \(number) \(reason(error, event)); remove it")
      }
      number += 1
      try step(queue)
    }
    try stream.end()
    try step(queue)
    dropped += queue?.takeDropped() ?? 0
    try Console.print(asJSON ? totalsJSON.text : totalsText)
  }

  private func reason(_ error: StreamError, _ event: Event) -> String {
    let shape = engine.model.image.input.shape
    return switch error {
    case .outside:
      "at x \(event.x), y \(event.y) lies outside the sensor of \(shape.width) x \(shape.height)"
    case .backwards: "is earlier than the event before it"
    default: "is refused (\(error))"
    }
  }

  /// Every timestep that is due.
  private func step(_ queue: EventQueue?) throws {
    while let step = try engine.step(&stream) {
      guard step.answers else { continue }
      let lost = queue?.takeDropped() ?? 0
      windows += 1
      dropped += lost
      try Console.print(asJSON ? json(step, lost).text : text(step, lost))
    }
  }
}

// MARK: - Lines

extension StreamRunner {
  private func json(_ step: StreamStep, _ lost: Int) -> JSON {
    .object([
      ("window", .integer(Int(step.window))),
      ("class", .integer(step.step.prediction)),
      ("timestep", .integer(step.step.timestep)),
      ("reason", .string(name(step.step.reason))),
      ("start_us", .integer(Int(step.start))),
      ("end_us", .integer(Int(step.end))),
      ("events", .integer(Int(step.events))),
      ("dropped", .integer(lost)),
    ])
  }

  private func text(_ step: StreamStep, _ lost: Int) -> String {
    let times = [step.start, step.end].map { Format.number(Double($0) / 1000, 3) }
    return "window \(step.window)  class \(step.step.prediction)  timestep \(step.step.timestep) "
      + "(\(name(step.step.reason)))  \(times[0]) to \(times[1]) ms  "
      + "\(Format.integer(Int(step.events))) events" + (lost > 0 ? "  \(lost) dropped" : "")
  }

  /// Rule X10, or that the input ended before the window did.
  private func name(_ reason: ExitReason?) -> String {
    reason.flatMap { ExitReasonKind(rawValue: $0.rawValue)?.name } ?? "end"
  }

  private var totalsJSON: JSON {
    .object([
      ("windows", .integer(windows)),
      ("events", .count(stream.events)),
      ("passed_over", .count(stream.passedOver)),
      ("dropped", .integer(dropped)),
    ])
  }

  private var totalsText: String {
    "\(Format.integer(windows)) windows, \(Format.integer(Int(stream.events))) events, "
      + "\(Format.integer(Int(stream.passedOver))) passed over after an answer, "
      + "\(Format.integer(dropped)) dropped"
  }
}
