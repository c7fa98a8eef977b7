extension GraphChecker {
  /// The tensor that the node's member `key` names.
  ///
  /// - Parameter shape: the sizes it must have; nil stands for any size of at least 1.
  /// - Returns: nil, with a problem, if it is missing or of another shape. NaN and infinity are
  ///   problems too, but the tensor is returned so that the shapes after it can be checked.
  mutating func parameter(_ node: NodeReader, _ key: String, shape: [Int?]) -> FloatTensor? {
    guard let name = node.reader.string(key) else { return nil }
    guard let tensor = checkpoint.tensors[name] else {
      node.problem(
        "tensor \(name) (its \(key)) is not in the file", "export it, or correct the name")
      return nil
    }
    let fits = zip(tensor.shape, shape).allSatisfy { $0 >= 1 && ($1 == nil || $0 == $1) }
    guard tensor.shape.count == shape.count, fits else {
      let wanted = shape.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
      node.problem(
        "tensor \(name) (its \(key)) has shape \(tensor.shape), not [\(wanted)]",
        "export the shape that its input and outputs need")
      return nil
    }
    examine(name, tensor)
    return tensor
  }

  /// The bias of a convolution or linear node, if it names one.
  mutating func optionalBias(_ node: NodeReader, channels: Int?) -> FloatTensor? {
    guard node.reader.value("bias") != nil else { return nil }
    return parameter(node, "bias", shape: [channels])
  }

  /// Notes NaN and infinity, once a tensor.
  private mutating func examine(_ name: String, _ tensor: FloatTensor) {
    guard examined.insert(name).inserted else { return }
    guard let index = tensor.values.firstIndex(where: { !$0.isFinite }) else { return }
    let count = tensor.values.count { !$0.isFinite }
    problems.add(
      "tensor \(name)", "\(tensor.values[index]) at index \(index) (\(count) such values)",
      "train again or repair it: every parameter must be finite")
  }
}
