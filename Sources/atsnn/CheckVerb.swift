import ATSNNQuantization
import ArgumentParser

/// `atsnn check`: every problem in a float checkpoint at once.
struct CheckVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "List every problem that keeps a float checkpoint from being quantized.",
    discussion: """
      Unsupported layers, shapes, missing tensors, values out of range. Exit status 1 when there is
      a problem, 2 when the file is no checkpoint at all.

      EXAMPLES
        atsnn check model.safetensors
        atsnn check model.safetensors --json
      """)

  @Argument(help: "Float checkpoint, .safetensors.")
  var model: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let checkpoint = try Checkpoint.open(model)
    let problems = Self.once(GraphChecker.problems(in: checkpoint))
    try Console.print(output.json ? json(problems).text : text(problems))
    if !problems.isEmpty { throw AnswerIsNo() }
  }

  /// Every problem at its first place: both sides of a square kernel have the same one.
  private static func once(_ problems: [Problem]) -> [Problem] {
    var known: Set<String> = []
    return problems.filter { known.insert("\($0)").inserted }
  }

  private func json(_ problems: [Problem]) -> JSON {
    .object([
      ("model", .string(model)),
      ("ok", .boolean(problems.isEmpty)),
      ("problems", .array(problems.map(Self.json))),
    ])
  }

  private static func json(_ problem: Problem) -> JSON {
    .object([
      ("place", .string(problem.place)), ("fault", .string(problem.fault)),
      ("remedy", .string(problem.remedy)),
    ])
  }

  private func text(_ problems: [Problem]) -> String {
    guard !problems.isEmpty else { return "\(model): no problems" }
    let noun = problems.count == 1 ? "problem" : "problems"
    let lines = problems.map { Ending.line("\($0)") }
    return (lines + ["\(model): \(problems.count) \(noun)"]).joined(separator: "\n")
  }
}
