/// A node made ready to run: its rule, its parameters in the image, its memory.
struct Layer {
  let node: Node
  let bias: UnsafePointer<Int32>?
  let thresholds: UnsafePointer<Int32>?
  let resets: UnsafePointer<Int32>?
  let shifts: UnsafePointer<Int8>?
  /// Potentials of a spiking node, Int16 or Int32; `ReadOutState` of the read-out.
  let membranes: UnsafeMutableRawPointer
  let membraneByteCount: Int
  var output: UnsafeMutableRawPointer
  let outputForm: TensorForm
  let cache: UnsafeMutableRawPointer
  let cacheForm: CacheForm
  /// Of the last timestep.
  var counts = NodeCounts()
  #if canImport(CKernels)
    /// Of the timesteps that ran together with the last.
    var groupCounts = NodeCounts()
    /// As `VectorForm.connection` says.
    let vectorConnection: Int?
    /// As `InputScratch.connection` says.
    let inputConnection: Int?
  #endif

  init(
    _ image: ModelImage, _ node: Node, index: Int, bytes: NodeBytes, at cursor: NodeCursor
  ) {
    self.node = node
    bias = image.bias(node: index).baseAddress
    thresholds = image.thresholds(node: index).baseAddress
    resets = image.resets(node: index).baseAddress
    shifts = image.shifts(node: index).baseAddress
    membranes = cursor.membranes
    membraneByteCount = Int(bytes.membranes)
    output = cursor.output
    outputForm = TensorForm(node)
    cache = cursor.cache
    cacheForm = CacheForm(image, node, index: index)
    #if canImport(CKernels)
      inputConnection = InputScratch.connection(image, node)
      vectorConnection = VectorForm.connection(image, node, index: index)
    #endif
  }

  /// The output as a source of later nodes.
  var view: TensorView {
    TensorView(base: output, form: outputForm, shape: node.shape, zeroPoints: nil)
  }
}

/// Where the next node's memory starts.
struct NodeCursor {
  var membranes: UnsafeMutableRawPointer
  var output: UnsafeMutableRawPointer
  var cache: UnsafeMutableRawPointer

  mutating func advance(by bytes: NodeBytes) {
    membranes += Int(bytes.membranes)
    output += Int(bytes.output)
    cache += Int(bytes.cache)
  }
}
