/// The seam behind which kernels are exchanged: one function a kind of node.
///
/// A kernel runs one node for one timestep, from the outputs of earlier layers to its own membranes
/// and output. Every table gives the same bits; the reference one is clear and portable.
struct KernelTable {
  /// The workspace and the node's index; what the node did.
  typealias Kernel = @Sendable (Workspace, Int) -> NodeCounts

  let spiking: Kernel
  let maximumPooling: Kernel
  let sumPooling: Kernel
  /// The logits only: neuron and representation of the read-out are not worth a vector form.
  let readOut: Kernel

  init(_ set: KernelSet) {
    #if canImport(CKernels)
      if set != .reference {
        spiking = VectorKernels.spiking
        maximumPooling = VectorKernels.maximumPooling
        sumPooling = VectorKernels.sumPooling
        readOut = VectorKernels.readOut
        return
      }
    #endif
    spiking = SpikingKernel.run
    maximumPooling = PoolingKernel.maximum
    sumPooling = PoolingKernel.sum
    readOut = ReadOutKernel.run
  }

  func run(_ workspace: Workspace, _ index: Int) -> NodeCounts {
    switch workspace.layers[index].node.kind {
    case .spiking: spiking(workspace, index)
    case .maximumPooling: maximumPooling(workspace, index)
    case .sumPooling: sumPooling(workspace, index)
    case .readOut: readOut(workspace, index)
    }
  }
}
