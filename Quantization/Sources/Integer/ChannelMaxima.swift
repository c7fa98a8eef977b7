/// What the scale choice looks at in a layer's real parameters.
enum ChannelMaxima {
  /// The greatest |weight| into each output channel over convolutions and full connections, which
  /// share their unit. Identities are int32 and not among them.
  static func weights(of layer: LoweredLayer) -> [Double] {
    greatest(of: layer.terms.filter { $0.kind != .identity }, channels: layer.shape.channels)
  }

  /// The greatest |gain| of an identity into each output channel.
  static func identities(of layer: LoweredLayer) -> [Double] {
    greatest(of: layer.terms.filter { $0.kind == .identity }, channels: layer.shape.channels)
  }

  private static func greatest(of terms: [Term], channels: Int) -> [Double] {
    var maxima = [Double](repeating: 0, count: channels)
    for term in terms {
      term.weights.withUnsafeBufferPointer { weights in
        for row in 0..<weights.count / channels {
          for channel in 0..<channels {
            maxima[channel] = max(maxima[channel], abs(weights[row * channels + channel]))
          }
        }
      }
    }
    return maxima
  }
}

extension Double {
  /// 2^`exponent`, exactly.
  static func power(ofTwo exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
