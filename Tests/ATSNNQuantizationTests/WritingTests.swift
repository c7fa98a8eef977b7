import Foundation
import Testing

@testable import ATSNNQuantization

/// Files: the image's header for C, all or nothing on disk, JSON.
@Suite struct WritingTests {
  /// A folder of its own for each call.
  private func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("atsnn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, text: String)
  {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = pipe
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  private func facts(name: String, command: String) -> HeaderWriter.Facts {
    HeaderWriter.Facts(
      generator: "atsnn 1.0", command: command, name: name,
      sessionBytes: .init(addresses32: 4032, addresses64: 4096),
      shape: MapShape(channels: 1, height: 28, width: 28), classes: 10, timesteps: 4)
  }

  @Test(arguments: [("cc", "c11", "c"), ("c++", "c++11", "cc")])
  func header_compilesWithoutWarnings(compiler: String, standard: String, suffix: String) throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let header = HeaderWriter.header(
      image: [UInt8](repeating: 7, count: 128),
      facts: facts(name: "Fashion-MNIST 1", command: "atsnn /* a */ \\\n??/ b"))
    try Data(header).write(to: folder.appendingPathComponent("model.h"))
    let source = """
      #include "model.h"
      int main(void) {
        return sizeof atsnn_fashion_mnist_1_image == ATSNN_FASHION_MNIST_1_IMAGE_BYTES
          && (unsigned long)atsnn_fashion_mnist_1_image % 64 == 0
          && ATSNN_FASHION_MNIST_1_SESSION_BYTES == 4096 ? 0 : 1;
      }

      """
    let file = folder.appendingPathComponent("main.\(suffix)")
    try Data(source.utf8).write(to: file)
    let program = folder.appendingPathComponent("main").path
    let flags = ["-std=\(standard)", "-Wall", "-Wextra", "-pedantic", "-Werror"]
    let compiled = try run(compiler, flags + [file.path, "-o", program])
    #expect(compiled.status == 0, "\(compiled.text)")
    #expect(try run(program, []).status == 0)
  }

  @Test func files_areWrittenTogetherOrNotAtAll() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = OutputFile(path: folder.appendingPathComponent("a").path, bytes: [1, 2])
    let bad = OutputFile(path: folder.appendingPathComponent("none/b").path, bytes: [3])
    #expect(throws: QuantizationError.self) { try writeAtomically([good, bad]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    try writeAtomically([good])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: good.path)) == Data([1, 2]))
  }

  @Test func checksum_isTheStandardOne() {
    #expect(Checksum.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  @Test func json_readsBackWhatItWrites() throws {
    let value = JSONValue.object([
      .init("text", .string("a\"\\\n\u{1}\u{1F600}")), .init("number", .numbers([1, -0.1, 1e300])),
      .init("rest", .array([.null, .boolean(true), .object([]), .array([])])),
    ])
    for indentation in [0, 2] {
      let text = JSONWriter.text(value, indentation: indentation)
      #expect(try JSONParser.parse(Array(text.utf8)) == value)
    }
  }

  @Test(arguments: [
    "", "{", "[1,]", "NaN", "01x", "\"\\ud800\"", "{\"a\":1,\"a\":2}", "1 2", "tru", "1e999",
  ])
  func unsoundJSON_isRefused(text: String) {
    #expect(throws: JSONParser.Fault.self) { _ = try JSONParser.parse(Array(text.utf8)) }
  }
}
