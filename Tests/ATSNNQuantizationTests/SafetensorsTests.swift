import Testing

@testable import ATSNNQuantization

/// Sound and hostile safetensors files.
@Suite struct SafetensorsTests {
  private func read(_ header: String, data: [UInt8] = []) throws -> SafetensorsFile {
    try SafetensorsFile(SafetensorsText.file(header: header, data: data), place: "file")
  }

  private func fault(_ header: String, data: [UInt8] = []) -> String {
    do {
      _ = try read(header, data: data)
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func elementTypes_areWidenedExactly() throws {
    let header = """
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
       "b":{"dtype":"F16","shape":[3],"data_offsets":[4,10]},
       "c":{"dtype":"BF16","shape":[1],"data_offsets":[10,12]}}
      """
    let data: [UInt8] = [0, 0, 0x20, 0xC1, 0x00, 0x3C, 0x01, 0x00, 0xFF, 0xFB, 0x80, 0x3F]
    let file = try read(header, data: data)
    #expect(file.tensors["a"]?.values == [-10])
    #expect(file.tensors["b"]?.values == [1, 0x1p-24, -65504])
    #expect(file.tensors["c"]?.values == [1])
  }

  @Test func truncatedFiles_areRefused() {
    let whole = SafetensorsText.file(
      header: #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      data: [UInt8](repeating: 0, count: 8))
    for length in 0..<whole.count {
      #expect(throws: QuantizationError.self) {
        _ = try SafetensorsFile(Array(whole.prefix(length)), place: "file")
      }
    }
  }

  @Test func hugeHeaderLength_isRefusedWithoutAllocation() {
    let bytes = [UInt8](repeating: 0xFF, count: 16)
    #expect(throws: QuantizationError.self) { _ = try SafetensorsFile(bytes, place: "file") }
  }

  @Test(arguments: [
    (#"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, "dtype I64"),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, "8 bytes for F32"),
    (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, "list of sizes"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, "data_offsets"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"a":1},"a":1}"#, "given twice"),
    (#"{"a":{"dtype":"F32","shape":[4503599627370496,4096],"data_offsets":[0,8]}}"#, "bytes for"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#, "unused bytes"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "after the tensors"),
    (#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#, "ends after the file"),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
        + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "overlaps"
    ),
    (#"{"__metadata__":{"atsnn":1}}"#, "not a string"),
    (#"{"a":}"#, "byte 5"),
    (#"[1]"#, "not a JSON object"),
  ])
  func unsoundHeader_isNamed(header: String, expected: String) {
    let message = fault(header, data: [UInt8](repeating: 0, count: 8))
    #expect(message.contains(expected), "\(message)")
  }

  @Test func deepNesting_isRefused() {
    let text = String(repeating: "[", count: 100_000)
    #expect(fault(text).contains("nested too deeply"))
  }

  @Test func checkpointWithoutGraph_isRefused() {
    let bytes = SafetensorsText.file(header: "{}")
    #expect(throws: QuantizationError.self) {
      _ = try Checkpoint(bytes: bytes, fileName: "file")
    }
  }
}
