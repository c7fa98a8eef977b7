import ATSNNEngines
import Foundation
import Testing

/// The bytes that a network sees are those that training's reader gives.
@Suite struct TrainingReaderTests {
  static let images = "/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz"
  static let isInstalled = FileManager.default.fileExists(atPath: images)

  /// SHA-256 of records as `atsnn_training.idx.read` gave them.
  static let recorded = [
    (0, "ffc7351ed0f8bae542820866086177fa4e0b366b97bf9d998dffdb8dbe138787"),
    (4242, "454ad084378acaf511689579fa2c77b0aae9448fc1f878cf8536731b7f73defe"),
    (9999, "0e65cd3713adf40ebd419516c1a2256c9e24ad75e86a862368adafd141f4c1bb"),
  ]

  @Test(.enabled(if: isInstalled, "dataset-fashion-mnist is not installed"), arguments: recorded)
  func agreesWithTraining(record: Int, sha256: String) throws {
    let folder = try TemporaryFolder()
    let output = folder.file("record.bin")
    let report = try AtsnnProgram.json(
      ["data", Self.images, "--record", "\(record)", "--output", output])
    #expect(report["records"] as? Int == 10_000)
    #expect(SHA256.hex(try Repository.bytes(output)) == sha256)
    guard let python = Self.python else { return }
    #expect(try training(python, record) == (try Repository.bytes(output)))
  }

  /// A Python with NumPy: the repository's environment, or the system's.
  private static let python: String? = [Repository.root + "/.venv/bin/python", "/usr/bin/python3"]
    .first { path in
      FileManager.default.isExecutableFile(atPath: path)
        && (try? output(path, ["-c", "import numpy"]))?.status == 0
    }

  private func training(_ python: String, _ record: Int) throws -> [UInt8] {
    let script = """
      import sys
      sys.path.insert(0, sys.argv[1])
      from pathlib import Path
      from atsnn_training import idx
      sys.stdout.buffer.write(idx.read(Path(sys.argv[2]))[int(sys.argv[3])].tobytes())
      """
    let tools = Repository.root + "/Tools/training"
    return try Self.output(python, ["-B", "-c", script, tools, Self.images, "\(record)"]).bytes
  }

  private static func output(
    _ path: String, _ arguments: [String]
  ) throws -> (status: Int32, bytes: [UInt8]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    return (process.terminationStatus, bytes)
  }
}
