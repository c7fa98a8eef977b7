/// What keeps a sound graph from becoming integers, as far as that needs no data.
struct IntegerCheck {
  private let graph: FloatGraph

  init(_ graph: FloatGraph) {
    self.graph = graph
  }

  /// What quantizing with the widths that training fixed, or the smallest, would be refused for.
  var problems: [Problem] {
    let options = QuantizationOptions(
      weightBits: graph.fixed?.weightBits ?? 8, membraneBits: graph.fixed?.membraneBits ?? 16)
    let quantizer = NetworkQuantizer(network: Lowering.lower(graph), options: options)
    do throws(QuantizationError) {
      _ = try quantizer.quantize()
      return []
    } catch {
      return [Problem(place: error.place, fault: error.fault, remedy: error.remedy)]
    }
  }
}
