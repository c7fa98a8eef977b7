/// The reference kernels: one function a kind of node, clear and portable; every other kernel gives
/// the same bits.
///
/// A kernel runs one node for one timestep, from the outputs of earlier layers to its own membranes
/// and output.
enum ReferenceKernels {
  static func run(_ workspace: Workspace, _ index: Int) -> NodeCounts {
    switch workspace.layers[index].node.kind {
    case .spiking: SpikingKernel.run(workspace, index)
    case .maximumPooling: PoolingKernel.maximum(workspace, index)
    case .sumPooling: PoolingKernel.sum(workspace, index)
    case .readOut: ReadOutKernel.run(workspace, index)
    }
  }
}

#if !canImport(CKernels)
  extension Workspace {
    /// Timesteps that run together.
    var timesteps: Int { 1 }

    /// Runs a node and keeps what it did.
    func run(_ index: Int) { layers[index].counts = ReferenceKernels.run(self, index) }

    /// Runs the read-out for the only timestep.
    func runReadOut(_ index: Int, timestep: Int) { run(index) }

    /// What a node did in the timesteps that ran together.
    func groupCounts(_ index: Int) -> NodeCounts { layers[index].counts }
  }
#endif
