import CAccelerator
import Foundation
import Testing

@testable import ATSNNEngines

/// The shared corpus of bad images through both readers.
@Suite struct BadImageTests {
  private struct BadImage: Decodable {
    let file: String
    let error: String
  }

  @Test func bothReadersRefuseWithTheRecordedName() throws {
    let folder = Repository.vectors + "/bad"
    let list = try Data(contentsOf: URL(fileURLWithPath: folder + "/bad.json"))
    let images = try JSONDecoder().decode([BadImage].self, from: list)
    #expect(images.count > 50)
    for image in images {
      let path = folder + "/" + image.file
      let error = sentence { _ = try Model(path: path) } ?? "accepted"
      // An empty file is refused before any reader sees it.
      let isNamed = error.contains("refused as \(image.error) ") || error.contains("is empty")
      #expect(isNamed, "runtime, \(image.file): \(error)")
      #expect(!error.contains("\n"))
      #expect(try accelerator(path) == image.error, "accelerator, \(image.file)")
    }
  }

  private func accelerator(_ path: String) throws -> String {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let memory = AlignedMemory(data.count)
    data.copyBytes(to: memory.bytes)
    var image = atsnn_image()
    let result = atsnn_image_open(&image, memory.bytes.baseAddress, data.count)
    return String(cString: atsnn_result_name(result))
  }
}
