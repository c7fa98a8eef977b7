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
    let script = """
      from atsnn_training import idx
      sys.stdout.buffer.write(idx.read(Path(sys.argv[2]))[int(sys.argv[3])].tobytes())
      """
    let bytes = try training(python, script, [Self.images, "\(record)"])
    #expect(bytes == (try Repository.bytes(output)))
  }

  @Test(.enabled(if: python != nil, "no Python with NumPy"), arguments: ["time", "count"])
  func eventFramesAgreeWithTraining(binning: String) throws {
    let folder = try TemporaryFolder()
    let output = folder.file("frames.bin")
    let recording = try folder.write("7/00001.bin", Self.recording)
    _ = try AtsnnProgram.json([
      "data", recording, "--record", "0", "-o", output, "--timesteps", "7", "--binning", binning,
    ])
    let script = """
      from atsnn_training import event_frames, nmnist
      source = {"shape": [2, 34, 34], "binning": sys.argv[3]}
      graph = {"timesteps": 7, "input": source}
      events = nmnist.read(Path(sys.argv[2]))
      sys.stdout.buffer.write(event_frames.counts(events, graph, nmnist.SIZE).tobytes())
      """
    let python = try #require(Self.python)
    let bytes = try training(python, script, [recording, binning])
    #expect(bytes.count == 7 * 34 * 34 * 2 && bytes.contains(255))
    #expect(bytes == (try Repository.bytes(output)))
  }

  /// 3,000 events over 300 ms, of which 400 at one place at once.
  private static let recording: [UInt8] = {
    let random = Samples.bytes(3 * 3000)
    return (0..<3000).flatMap { event -> [UInt8] in
      let isBurst = (1000..<1400).contains(event)
      let place = isBurst ? [3, 4] : random[(3 * event)...(3 * event + 1)].map { $0 % 34 }
      let time = (isBurst ? 1000 : event) * 101
      let high = (isBurst ? 0x80 : random[3 * event + 2] & 0x80) | UInt8(time >> 16)
      return place + [high, UInt8(time >> 8 & 255), UInt8(time & 255)]
    }
  }()

  /// A Python with NumPy: the repository's environment, or the system's.
  private static let python: String? = [Repository.root + "/.venv/bin/python", "/usr/bin/python3"]
    .first { path in
      FileManager.default.isExecutableFile(atPath: path)
        && (try? output(path, ["-c", "import numpy"]))?.status == 0
    }

  /// What `script` writes; its arguments begin at `sys.argv[2]`.
  private func training(_ python: String, _ script: String, _ arguments: [String]) throws
    -> [UInt8]
  {
    let head = """
      import sys
      sys.path.insert(0, sys.argv[1])
      from pathlib import Path

      """
    let tools = Repository.root + "/Tools/training"
    return try Self.output(python, ["-B", "-c", head + script, tools] + arguments).bytes
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
