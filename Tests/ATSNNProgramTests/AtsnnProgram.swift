import Foundation
import Testing

/// What a run of the program gave.
struct Outcome {
  let status: Int32
  let output: String
  let error: String

  /// Lines on the standard error.
  var errorLines: [Substring] { error.split(separator: "\n", omittingEmptySubsequences: false) }
}

/// The built `atsnn`, which stands beside the test's own executable.
enum AtsnnProgram {
  private static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("atsnn")

  /// Runs it with `arguments`, in `folder` where one is given.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = Pipe()
    let error = Pipe()
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    let errorData = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
      error: String(decoding: errorData, as: UTF8.self))
  }

  /// Runs it with `output` as its standard output, of which nothing is read.
  static func run(_ arguments: [String], output: FileHandle) throws -> Outcome {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    let error = Pipe()
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let errorData = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: "",
      error: String(decoding: errorData, as: UTF8.self))
  }

  /// Runs a verb with `--json` and returns its object.
  static func json(
    _ arguments: [String], status: Int32 = 0, location: SourceLocation = #_sourceLocation
  ) throws -> [String: Any] {
    let outcome = try run(arguments + ["--json"])
    #expect(outcome.status == status, "\(outcome.error)", sourceLocation: location)
    #expect(outcome.output.hasSuffix("}\n"), sourceLocation: location)
    #expect(outcome.output.split(separator: "\n").count == 1, sourceLocation: location)
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(value as? [String: Any], sourceLocation: location)
  }

  /// Expects exit status 2, one line on the standard error that holds `part`, and nothing on the
  /// standard output.
  static func expectRefusal(
    _ arguments: [String], _ part: String, in folder: String? = nil,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try run(arguments, in: folder)
    #expect(outcome.status == 2, "\(arguments)", sourceLocation: location)
    #expect(outcome.output.isEmpty, "\(outcome.output)", sourceLocation: location)
    #expect(outcome.errorLines.count == 2, "\(outcome.error)", sourceLocation: location)
    #expect(outcome.errorLines.last?.isEmpty == true, sourceLocation: location)
    #expect(outcome.error.contains(part), "\(outcome.error)", sourceLocation: location)
  }
}
