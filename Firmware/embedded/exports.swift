// The C entry points of the Embedded builds. They are compiled into one module with the runtime's
// sources; `entry_points.h` declares the same functions for C and says what they expect.

/// A session where the caller put it.
private func session(_ handle: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Session> {
  handle.assumingMemoryBound(to: Session.self)
}

/// Numbers of session errors stand above those of image faults.
private func code(_ error: SessionError) -> Int32 { 32 + Int32(error.rawValue) }

private func image(
  _ bytes: UnsafeRawPointer, _ count: Int
) throws(ImageError) -> ModelImage {
  try ModelImage(UnsafeRawBufferPointer(start: bytes, count: count))
}

@c(atsnn_handle_size)
public func handleSize() -> Int { MemoryLayout<Session>.size }

@c(atsnn_image_check)
public func imageCheck(_ bytes: UnsafeRawPointer, _ count: Int) -> Int32 {
  do throws(ImageError) {
    _ = try image(bytes, count)
    return 0
  } catch { return Int32(error.fault.rawValue) }
}

@c(atsnn_memory_size)
public func memorySize(_ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  do throws(ImageError) {
    return MemoryPlan(try image(bytes, count)).totalBytes
  } catch { return 0 }
}

@c(atsnn_open)
public func open(
  _ handle: UnsafeMutableRawPointer, _ bytes: UnsafeRawPointer, _ count: Int,
  _ memory: UnsafeMutableRawPointer, _ memoryCount: Int
) -> Int32 {
  let image: ModelImage
  do throws(ImageError) {
    image = try ModelImage(UnsafeRawBufferPointer(start: bytes, count: count))
  } catch { return Int32(error.fault.rawValue) }
  do throws(SessionError) {
    let buffer = UnsafeMutableRawBufferPointer(start: memory, count: memoryCount)
    let opened = try Session(image: image, memory: buffer)
    handle.bindMemory(to: Session.self, capacity: 1).initialize(to: opened)
    return 0
  } catch { return code(error) }
}

@c(atsnn_has_events)
public func hasEvents(_ handle: UnsafeMutableRawPointer) -> Int32 {
  session(handle).pointee.image.input.kind == .events ? 1 : 0
}

@c(atsnn_input_size)
public func inputSize(_ handle: UnsafeMutableRawPointer) -> Int {
  session(handle).pointee.image.input.byteCount
}

@c(atsnn_node_count)
public func nodeCount(_ handle: UnsafeMutableRawPointer) -> Int {
  session(handle).pointee.image.nodeCount
}

@c(atsnn_node_kind)
public func nodeKind(_ handle: UnsafeMutableRawPointer, _ node: Int) -> Int32 {
  Int32(session(handle).pointee.image.node(node).kind.rawValue)
}

@c(atsnn_class_count)
public func classCount(_ handle: UnsafeMutableRawPointer) -> Int {
  session(handle).pointee.image.classes
}

@c(atsnn_begin)
public func begin(
  _ handle: UnsafeMutableRawPointer, _ pixels: UnsafeRawPointer?, _ count: Int
) -> Int32 {
  do throws(SessionError) {
    if pixels == nil {
      try session(handle).pointee.beginEvents()
    } else {
      try session(handle).pointee
        .begin(image: UnsafeRawBufferPointer(start: pixels, count: count))
    }
    return 0
  } catch { return code(error) }
}

@c(atsnn_step)
public func step(
  _ handle: UnsafeMutableRawPointer, _ frame: UnsafeRawPointer?, _ count: Int,
  _ result: UnsafeMutablePointer<Int64>
) -> Int32 {
  do throws(SessionError) {
    let step =
      frame == nil
      ? try session(handle).pointee.step()
      : try session(handle).pointee.step(
        frame: UnsafeRawBufferPointer(start: frame, count: count))
    result[0] = Int64(step.timestep)
    result[1] = step.exits ? 1 : 0
    result[2] = Int64(step.prediction)
    result[3] = step.score?.numerator ?? 0
    result[4] = step.score?.denominator ?? 0
    return 0
  } catch { return code(error) }
}

@c(atsnn_logits)
public func logits(_ handle: UnsafeMutableRawPointer) -> UnsafePointer<Int32>? {
  session(handle).pointee.logits().baseAddress
}

@c(atsnn_readout)
public func readout(_ handle: UnsafeMutableRawPointer) -> UnsafePointer<Int32>? {
  session(handle).pointee.readout().baseAddress
}

@c(atsnn_output_digest)
public func outputDigest(_ handle: UnsafeMutableRawPointer, _ node: Int) -> UInt64 {
  session(handle).pointee.outputDigest(node: node)
}

@c(atsnn_membrane_digest)
public func membraneDigest(_ handle: UnsafeMutableRawPointer, _ node: Int) -> UInt64 {
  session(handle).pointee.membraneDigest(node: node)
}
