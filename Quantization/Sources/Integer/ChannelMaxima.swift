/// What the scale choice looks at in a layer's real parameters.
enum ChannelMaxima {
  /// The greatest |weight| into each output channel over convolutions and full connections, which
  /// share their unit. Identities are int32 and not among them.
  static func weights(of layer: LoweredLayer) -> [Double] {
    let channels = layer.shape.channels
    var maxima = [Double](repeating: 0, count: channels)
    for term in layer.terms where term.kind != .identity {
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
