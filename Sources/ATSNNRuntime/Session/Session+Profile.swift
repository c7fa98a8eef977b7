/// What runs a node, for profiles.
extension Session {
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
