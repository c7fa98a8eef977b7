/// The reference kernel of the read-out's logits (rule R1).
enum ReadOutKernel {
  static func run(_ workspace: Workspace, _ index: Int) -> NodeCounts {
    let layer = workspace.layers[index]
    let operations = workspace.gatherSums(layer, y: 0, x: 0)
    let state = ReadOutState(layer)
    state.logits.update(from: workspace.sums, count: state.classes)
    return NodeCounts(synapticOperations: operations)
  }
}
