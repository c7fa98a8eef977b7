/// A current as a sum over source nodes: what stands before a neuron, multiplied out.
struct AffineSum {
  /// A source's part of the sum.
  struct Part {
    let kind: Term.Kind
    /// A node that carries counts, or the input; never a flatten.
    let source: GraphSource
    /// As in `Term`.
    var weights: [Double]
  }

  var parts: [Part]
  /// Per output channel.
  var bias: [Double]

  /// The sum times `gain[c]` plus `offset[c]` in channel c: the affine map distributes.
  func scaled(gain: [Double], offset: [Double]) -> AffineSum {
    var result = self
    for index in parts.indices {
      var weights = parts[index].weights
      for place in weights.indices { weights[place] *= gain[place % gain.count] }
      result.parts[index].weights = weights
    }
    result.bias = bias.indices.map { bias[$0] * gain[$0] + offset[$0] }
    return result
  }

  /// The sum of both; identities of one source become one.
  func adding(_ other: AffineSum) -> AffineSum {
    var result = self
    for part in other.parts {
      let same = result.parts.firstIndex {
        $0.kind == .identity && part.kind == .identity && $0.source == part.source
      }
      if let same {
        for channel in part.weights.indices {
          result.parts[same].weights[channel] += part.weights[channel]
        }
      } else {
        result.parts.append(part)
      }
    }
    result.bias = zip(bias, other.bias).map(+)
    return result
  }
}
