import ATSNNRuntime
import Foundation

/// `vectors.json` (Tests/Vectors/README.md) as far as a replay needs it.
struct GoldenFolder: Decodable, CustomStringConvertible {
  struct Vector: Decodable {
    let name: String
    let input: Input
    let timesteps: [Timestep]
    let exit_timestep: Int
    let prediction: Int
    let exit_reason: String?
  }

  /// `extra.json`, as far as the tests read it.
  struct Extra: Decodable {
    let worst_case_operations: [UInt64]?
  }

  struct Input: Decodable {
    let file: String
    let data_set: String?
  }

  struct Timestep: Decodable {
    let nodes: [Node]
    let logits: [Int32]
    let readout: [Int32]
    let score: [Int64]?
    let synaptic_operations: [UInt64]
    let saturations: [UInt32]
  }

  struct Node: Decodable {
    let output: String
    let membranes: String?
    let trace: Trace?
  }

  struct Trace: Decodable {
    let output: [Int]?
    let membranes: [Int32]?
  }

  let name: String
  let image: String
  let vectors: [Vector]

  var description: String { name }
  var folder: URL { Repository.vectors.appendingPathComponent(name) }

  /// Vectors whose input is committed; the others need a data set.
  var committedVectors: [Vector] { vectors.filter { $0.input.data_set == nil } }

  func imageBytes() throws -> AlignedMemory {
    AlignedMemory(try Data(contentsOf: folder.appendingPathComponent(image)))
  }

  func inputBytes(_ vector: Vector) throws -> AlignedMemory {
    AlignedMemory(try Data(contentsOf: folder.appendingPathComponent(vector.input.file)))
  }

  /// Rule C5, one a node; nil where the folder does not say.
  func worstCaseOperations() throws -> [UInt64]? {
    let file = folder.appendingPathComponent("extra.json")
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return try JSONDecoder().decode(Extra.self, from: Data(contentsOf: file))
      .worst_case_operations
  }

  /// Every folder with vectors; empty where there are none, which a test refuses.
  static let all: [GoldenFolder] = {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: Repository.vectors.path)) ?? []
    return names.sorted().compactMap(read)
  }()

  private static func read(_ name: String) -> GoldenFolder? {
    let file = Repository.vectors.appendingPathComponent("\(name)/vectors.json")
    guard let data = try? Data(contentsOf: file) else { return nil }
    do {
      return try JSONDecoder().decode(GoldenFolder.self, from: data)
    } catch {
      fatalError("\(file.path): \(error)")
    }
  }
}

/// An image with its bytes and a session memory of the planned size.
struct LoadedModel {
  let image: ModelImage
  let memory: AlignedMemory

  init(_ folder: GoldenFolder, paint: UInt8 = 0) throws {
    image = try ModelImage(try folder.imageBytes().raw)
    memory = AlignedMemory(count: MemoryPlan(image).totalBytes, paint: paint)
  }

  func session(kernels: KernelSet = .best) throws -> Session {
    try Session(image: image, memory: memory.bytes, kernels: kernels)
  }
}

extension ModelImage {
  /// The frame of a timestep in the concatenated frames of a recording.
  func frame(_ timestep: Int, of input: AlignedMemory) -> UnsafeRawBufferPointer {
    let size = self.input.byteCount
    return UnsafeRawBufferPointer(rebasing: input.raw[(timestep * size)...].prefix(size))
  }
}

extension Session {
  mutating func begin(_ input: AlignedMemory) throws(SessionError) {
    if image.input.kind == .events { try beginEvents() } else { try begin(image: input.raw) }
  }

  mutating func step(_ input: AlignedMemory) throws(SessionError) -> Step {
    guard image.input.kind == .events else { return try step() }
    return try step(frame: image.frame(timestep, of: input))
  }
}
