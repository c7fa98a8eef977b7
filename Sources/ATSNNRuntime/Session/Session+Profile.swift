/// Steps that are watched, for profiles.
extension Session {
  /// As `step()` and `step(frame:)`.
  ///
  /// - Parameters:
  ///   - frame: nil for a network of images.
  ///   - after: called after each node, with its index.
  public mutating func step(
    frame: UnsafeRawBufferPointer?, after: (Int) -> Void
  ) throws(SessionError) -> Step {
    guard (frame != nil) == image.isEventInput else { throw .inputKind }
    guard frame == nil || frame?.count == image.input.byteCount else { throw .inputSize }
    return try advance(frame: frame?.baseAddress, after: after)
  }

  /// Whether a node runs on vector kernels, not on the reference ones.
  public func isVectorized(node index: Int) -> Bool {
    precondition(index >= 0 && index < workspace.layerCount)
    #if canImport(CKernels)
      return VectorKernels.suits(workspace, index)
    #else
      return false
    #endif
  }
}
