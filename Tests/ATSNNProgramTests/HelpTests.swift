import Testing

/// `--help` of the program and of every verb.
@Suite struct HelpTests {
  static let verbs = [
    "check", "quantize", "inspect", "run", "verify", "energy", "explore", "bench", "budget",
    "reference",
    "data",
  ]

  @Test(arguments: verbs)
  func everyVerbShowsAnExample(verb: String) throws {
    let outcome = try AtsnnProgram.run([verb, "--help"])
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    #expect(outcome.output.contains("EXAMPLES\n  atsnn \(verb) "))
    #expect(outcome.output.contains("--json"))
    for line in outcome.output.split(separator: "\n") where !line.hasPrefix("USAGE") {
      #expect(line.count <= 100, "\(line)")
    }
  }

  @Test func dataShowsItsBinningByName() throws {
    let help = try AtsnnProgram.run(["data", "--help"]).output
    #expect(help.contains("(default: time)"))
  }

  @Test func theProgramListsItsVerbs() throws {
    let outcome = try AtsnnProgram.run(["--help"])
    #expect(outcome.status == 0)
    for verb in Self.verbs { #expect(outcome.output.contains("\n  \(verb) ")) }
  }
}
