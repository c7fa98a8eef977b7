/// Nodes, connections and tensors.
extension ModelImage {
  /// A node by its place in the order of execution.
  public func node(_ index: Int) -> Node {
    precondition(index >= 0 && index < nodeCount)
    return NodeRecord(image: self, index: index).node
  }

  public func connection(_ index: Int) -> Connection {
    precondition(index >= 0 && index < connectionCount)
    return ConnectionRecord(image: self, index: index).connection
  }

  /// Shape of a tensor: 0 is the input, i + 1 the output of node i (rule T1).
  public func shape(tensor index: Int) -> Shape {
    index == 0 ? input.shape : node(index - 1).shape
  }

  /// Greatest element of a tensor (rule T3): 255 for event frames, 0 for an image's pixels, whose
  /// values are signed after the zero point.
  public func maximumCount(tensor index: Int) -> Int {
    guard index == 0 else { return node(index - 1).maximumCount }
    return isEventInput ? 255 : 0
  }
}
