import Foundation
import Testing

/// `stream` answers while events come, and refuses what it cannot read.
@Suite struct StreamTests {
  private let image = Repository.vectors + "/events-maximum-timestep/image.atsnn"

  /// An event's five bytes.
  private func record(_ x: UInt8, _ y: UInt8, _ polarity: UInt8, _ time: UInt32) -> [UInt8] {
    let rest = UInt32(polarity) << 23 | time
    return [x, y, UInt8(rest >> 16), UInt8(rest >> 8 & 255), UInt8(rest & 255)]
  }

  /// The golden recording, `extra.json`'s first.
  private func recording() throws -> [UInt8] {
    let path = Repository.vectors + "/events-maximum-timestep/extra.json"
    let object = try JSONSerialization.jsonObject(with: Data(try Repository.bytes(path)))
    let extra = object as? [String: Any]
    let recordings = extra?["recordings"] as? [String: [[Int]]] ?? [:]
    let events = try #require(recordings["input-0"])
    return events.flatMap { record(UInt8($0[0]), UInt8($0[1]), UInt8($0[2]), UInt32($0[3])) }
  }

  private func lines(_ arguments: [String]) throws -> [[String: Any]] {
    let outcome = try AtsnnProgram.run(["stream", image, "--json"] + arguments)
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
    return try outcome.output.split(separator: "\n").map { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(value as? [String: Any])
    }
  }

  @Test func answersAsTheGoldenVectorDoes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("events", try recording())
    // (6970 - 1063) / 6 timesteps: rule E1's frames, of which the policy runs the first three.
    let windows = try lines(["--input", path, "--bin-ms", "0.984"])
    let vectors = try Samples.Vectors("events-maximum-timestep", in: folder)
    #expect(windows[0]["class"] as? Int == vectors.predictions[0])
    #expect(windows[0]["timestep"] as? Int == vectors.exits[0])
    #expect(windows[0]["reason"] as? String == "last")
    #expect(windows.dropLast().map { $0["events"] as? Int } == [49, 71])
    let totals = try #require(windows.last)
    #expect(totals.keys.sorted() == ["dropped", "events", "passed_over", "windows"])
    #expect(totals["windows"] as? Int == 2 && totals["events"] as? Int == 120)
    let text = try AtsnnProgram.run(["stream", image, "--input", path, "--bin-ms", "0.984"])
    #expect(text.output.hasPrefix("window 0  class 1  timestep 3 (last)  1.063 to 4.015 ms"))
  }

  @Test func passesOverTheRestOfAnAnsweredWindow() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("events", try recording())
    let windows = try lines(
      ["--input", path, "--bin-events", "10", "--window", "3", "--exit", "margin:0"])
    #expect(windows.dropLast().allSatisfy { $0["timestep"] as? Int == 1 })
    #expect(windows.dropLast().allSatisfy { $0["reason"] as? String == "score" })
    #expect(windows.last?["windows"] as? Int == 4 && windows.last?["passed_over"] as? Int == 80)
  }

  @Test func aQueueDropsTheOldestAndCountsThem() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("events", try recording())
    let all = try lines(["--input", path, "--bin-events", "10"])
    let queued = try lines(["--input", path, "--bin-events", "10", "--queue", "1000"])
    #expect(all.map { $0["class"] as? Int } == queued.map { $0["class"] as? Int })
    let narrow = try lines(["--input", path, "--bin-events", "1", "--queue", "1"])
    let short = try #require(narrow.last)
    let accounted = (short["events"] as? Int ?? 0) + (short["dropped"] as? Int ?? 0)
    #expect(accounted == 120)
  }

  @Test func timeGoesOnWhereARecordsTimeTurns() throws {
    let folder = try TemporaryFolder()
    let turn: UInt32 = 1 << 23
    let times = [turn - 20, turn - 10, 0, 10]
    let path = try folder.write("events", times.flatMap { record(1, 1, 0, $0) })
    let windows = try lines(["--input", path, "--bin-ms", "1", "--window", "1"])
    #expect(windows.count == 2)
    #expect(windows[0]["end_us"] as? Int == Int(turn) + 10)
  }

  @Test func badInputIsRefused() throws {
    let folder = try TemporaryFolder()
    let cases: [([UInt8], String)] = [
      (record(0, 0, 0, 9) + record(0, 0, 0, 8), "event 1 is earlier than the event before it"),
      (record(5, 0, 0, 9), "event 0 at x 5, y 0 lies outside the sensor of 5 x 6"),
      (record(0, 0, 0, 9) + [1, 2, 3], "ends 3 bytes into event 1"),
    ]
    for (bytes, part) in cases {
      let path = try folder.write("events", bytes)
      try AtsnnProgram.expectRefusal(["stream", image, "--input", path, "--bin-ms", "1"], part)
    }
    let pixels = Repository.vectors + "/leak-decay/image.atsnn"
    try AtsnnProgram.expectRefusal(["stream", pixels, "--bin-ms", "1"], "a network of images")
    let missing = folder.file("none")
    try AtsnnProgram.expectRefusal(
      ["stream", image, "--input", missing, "--bin-ms", "1"], "cannot be opened")
    try AtsnnProgram.expectRefusal(
      ["stream", image, "--input", folder.path, "--bin-ms", "1"], "cannot be read")
  }

  @Test(arguments: [
    ([], "--bin-ms or --bin-events"), (["--bin-ms", "1", "--bin-events", "1"], "one of them"),
    (["--bin-ms", "0"], "--bin-ms must be 0.001 to"), (["--bin-ms", "nan"], "--bin-ms must be"),
    (["--bin-ms", "5000"], "--bin-ms must be"), (["--bin-events", "0"], "--bin-events must be"),
    (["--bin-events", "1", "--window", "0"], "--window must be 1 to 255"),
    (["--bin-events", "1", "--queue", "0"], "--queue must be"),
    (["--bin-events", "1", "--timesteps", "9"], "more than the image's maximum"),
  ])
  func wrongUseIsRefused(_ options: [String], _ part: String) throws {
    try AtsnnProgram.expectRefusal(["stream", image] + options, part)
  }
}
