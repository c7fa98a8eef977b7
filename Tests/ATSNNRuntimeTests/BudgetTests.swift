import Testing

@testable import ATSNNRuntime

/// The budget in operations and the worst case behind it (rules C5, X9, X10).
@Suite struct BudgetTests {
  private static let folders = GoldenFolder.all.filter { $0.name.hasPrefix("budget-") }

  @Test func worstCasesAreTheRecordedOnes() throws {
    var compared = 0
    for folder in Self.folders {
      let session = try LoadedModel(folder).session()
      let worst = (0..<session.image.nodeCount).map { session.worstCaseOperations(node: $0) }
      #expect(try worst == folder.worstCaseOperations(), "\(folder)")
      #expect(session.limits.timestep == worst.reduce(0, +), "\(folder)")
      compared += 1
    }
    #expect(compared > 10)
  }

  /// A run makes at most max(W, B) operations, and none that it need not have left out.
  @Test func noRunPassesItsBudget() throws {
    for folder in Self.folders {
      let model = try LoadedModel(folder)
      var session = try model.session()
      let worst = session.limits.timestep
      for vector in folder.committedVectors {
        let input = try folder.inputBytes(vector)
        for budget in [1, worst, worst + worst / 3, 2 * worst, 3 * worst - 1] {
          try session.setBudget(budget)
          let step = try finish(&session, input)
          #expect(session.operations <= max(worst, budget), "\(folder)")
          #expect(step.reason != .budget || session.operations + worst > budget, "\(folder)")
        }
      }
    }
  }

  @Test func noBudgetLetsTheRunEndByItself() throws {
    let folder = try #require(Self.folders.first { $0.name == "budget-one" })
    let model = try LoadedModel(folder)
    let input = try folder.inputBytes(folder.committedVectors[0])
    var session = try model.session()
    #expect(session.policy.budget == 1)
    #expect(try finish(&session, input).reason == .budget)
    try session.setBudget(nil)
    let free = try finish(&session, input)
    #expect(free.reason == .last)
    #expect(free.timestep == session.image.timesteps)
  }

  @Test func operationsStartAgainWithEveryRun() throws {
    let folder = try #require(Self.folders.first { $0.name == "budget-equal-events" })
    let model = try LoadedModel(folder)
    let input = try folder.inputBytes(folder.committedVectors[0])
    var session = try model.session()
    let first = try finish(&session, input).timestep
    let operations = session.operations
    #expect(try finish(&session, input).timestep == first)
    #expect(session.operations == operations)
    session.reset()
    #expect(session.operations == 0)
  }

  @Test func budgetsOutOfRangeAndDuringARunAreRefused() throws {
    let folder = try #require(Self.folders.first { $0.name == "budget-last" })
    let model = try LoadedModel(folder)
    let input = try folder.inputBytes(folder.committedVectors[0])
    var session = try model.session()
    for budget: UInt64 in [0, 1 << 63, .max] {
      do {
        try session.setBudget(budget)
        Issue.record("\(budget) was taken")
      } catch { #expect(error == .policy) }
    }
    try session.begin(input)
    try session.setBudget(.init(Int64.max))
    #expect(try !session.step(input).exits)
    do {
      try session.setBudget(nil)
      Issue.record("the budget was changed during a run")
    } catch { #expect(error == .running) }
  }

  private func finish(
    _ session: inout Session, _ input: AlignedMemory
  ) throws -> Step {
    try session.begin(input)
    while true {
      let step = try session.step(input)
      if step.exits { return step }
    }
  }
}
