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
  /// The logits only: neuron and representation of the read-out are not worth a faster kernel.
  let readOut: Kernel
  /// Fills the node's cached current, once an image.
  let fillCache: @Sendable (Workspace, Int) -> Void
  let isVectorized: @Sendable (Workspace, Int) -> Bool

  private init(
    spiking: @escaping Kernel, maximumPooling: @escaping Kernel, sumPooling: @escaping Kernel,
    readOut: @escaping Kernel, fillCache: @escaping @Sendable (Workspace, Int) -> Void,
    isVectorized: @escaping @Sendable (Workspace, Int) -> Bool
  ) {
    self.spiking = spiking
    self.maximumPooling = maximumPooling
    self.sumPooling = sumPooling
    self.readOut = readOut
    self.fillCache = fillCache
    self.isVectorized = isVectorized
  }

  static var reference: KernelTable {
    KernelTable(
      spiking: SpikingKernel.run, maximumPooling: PoolingKernel.maximum,
      sumPooling: PoolingKernel.sum, readOut: ReadOutKernel.run, fillCache: CachedCurrent.fill,
      isVectorized: { _, _ in false })
  }

  init(_ set: KernelSet) {
    #if canImport(CKernels)
      self = set == .reference ? .reference : .vector
    #else
      self = .reference
    #endif
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

#if canImport(CKernels)
  extension KernelTable {
    /// Those of an instruction set where they have a form for the node, else the reference ones.
    fileprivate static var vector: KernelTable {
      KernelTable(
        spiking: VectorKernels.spiking, maximumPooling: VectorKernels.maximumPooling,
        sumPooling: VectorKernels.sumPooling, readOut: ReadOutKernel.run,
        fillCache: VectorKernels.fillCache, isVectorized: VectorKernels.suits)
    }
  }
#endif
