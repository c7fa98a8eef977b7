import Foundation
import Testing

@testable import ATSNNRuntime

/// The corpus of bad images, shared with the readers in C and Python.
@Suite struct ImageRefusalTests {
  struct BadImage: Decodable, CustomStringConvertible {
    let file: String
    let error: String
    let why: String
    var description: String { "\(file): \(why)" }
  }

  static let folder = Repository.vectors.appendingPathComponent("bad")

  static let all: [BadImage] = {
    let file = folder.appendingPathComponent("bad.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([BadImage].self, from: data)) ?? []
  }()

  @Test func corpusIsPresent() {
    #expect(Self.all.count > 100, "no Tests/Vectors/bad/bad.json")
  }

  @Test(arguments: all)
  func namesTheFault(_ bad: BadImage) throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent(bad.file))
    #expect(fault(AlignedMemory(data).raw) == bad.error, "\(bad)")
  }

  @Test func refusesMisalignedBytes() throws {
    let folder = try #require(GoldenFolder.all.first)
    let data = try Data(contentsOf: folder.folder.appendingPathComponent(folder.image))
    let moved = AlignedMemory(data, misalignment: 32)
    #expect(fault(moved.raw) == "address")
  }

  @Test func refusesEveryTruncationAndExtension() throws {
    let folder = try #require(GoldenFolder.all.first)
    let bytes = try folder.imageBytes()
    for count in 0..<bytes.raw.count {
      let head = UnsafeRawBufferPointer(rebasing: bytes.raw[..<count])
      #expect(fault(head) == "truncated", "\(count) bytes")
    }
  }

  /// A flipped bit is never accepted: header and sections have their checksums, padding is zero.
  @Test func refusesEveryFlippedBit() throws {
    let folder = try #require(GoldenFolder.all.first)
    let bytes = try folder.imageBytes()
    for index in bytes.bytes.indices {
      bytes.bytes[index] ^= 1 << UInt8(index % 8)
      #expect(fault(bytes.raw) != nil, "byte \(index)")
      bytes.bytes[index] ^= 1 << UInt8(index % 8)
    }
    #expect(fault(bytes.raw) == nil)
  }

  private func fault(_ bytes: UnsafeRawBufferPointer) -> String? {
    do throws(ImageError) {
      _ = try ModelImage(bytes)
      return nil
    } catch {
      return "\(error.fault)"
    }
  }
}
