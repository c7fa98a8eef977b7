/// Owned memory for floats; not for sharing between threads.
final class FloatBuffer {
  let pointer: UnsafeMutablePointer<Float>
  let count: Int

  /// `count` zeros.
  init(count: Int) {
    self.count = count
    pointer = .allocate(capacity: max(count, 1))
    pointer.initialize(repeating: 0, count: max(count, 1))
  }

  deinit {
    pointer.deallocate()
  }

  func fill(_ value: Float) {
    pointer.update(repeating: value, count: count)
  }
}
