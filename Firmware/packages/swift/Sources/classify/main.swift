// classify MODEL.atsnn IMAGE...: prints a line an image, its class and the timestep that was sure.
// An image is a file of the network's input size, as `Tests/Vectors` has them.

import ATSNNRuntime
import Foundation

/// A file's bytes at a multiple of 64, where model images and sessions stand.
func aligned(_ bytes: Data) -> UnsafeRawBufferPointer {
  let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
  copy.copyBytes(from: bytes)
  return UnsafeRawBufferPointer(copy)
}

func classify(model: String, images: [String]) throws {
  let image = try ModelImage(aligned(try Data(contentsOf: URL(fileURLWithPath: model))))
  let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: MemoryPlan(image).totalBytes, alignment: 64)
  var session = try Session(image: image, memory: memory)
  for path in images {
    let pixels = aligned(try Data(contentsOf: URL(fileURLWithPath: path)))
    let step = try session.run(image: pixels)
    print("class \(step.prediction) timestep \(step.timestep)")
  }
}

guard CommandLine.arguments.count > 1 else {
  print("use: classify MODEL.atsnn IMAGE...")
  exit(2)
}
do {
  try classify(model: CommandLine.arguments[1], images: Array(CommandLine.arguments.dropFirst(2)))
} catch {
  print("classify: \(error)")
  exit(2)
}
