/// Pooling of one image in [y][x][c] order; outside the map everything is 0.
struct FloatPool {
  let window: Window
  let source: MapShape
  let output: MapShape
  let isMaximum: Bool

  /// Pools `from` into `to`; averages divide by the whole kernel.
  func run(_ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>) {
    let channels = source.channels
    for y in 0..<output.height {
      for x in 0..<output.width {
        let target = to + (y * output.width + x) * channels
        target.update(repeating: 0, count: channels)
        gather(from, y: y, x: x, target)
      }
    }
  }

  private func gather(
    _ from: UnsafePointer<Float>, y: Int, x: Int, _ target: UnsafeMutablePointer<Float>
  ) {
    let channels = source.channels
    let top = y * window.stride.height - window.padding.height
    let left = x * window.stride.width - window.padding.width
    for row in max(top, 0)..<min(top + window.kernel.height, source.height) {
      for column in max(left, 0)..<min(left + window.kernel.width, source.width) {
        let pixel = from + (row * source.width + column) * channels
        if isMaximum {
          for channel in 0..<channels { target[channel] = max(target[channel], pixel[channel]) }
        } else {
          for channel in 0..<channels { target[channel] += pixel[channel] }
        }
      }
    }
    guard !isMaximum else { return }
    let area = Float(window.area)
    for channel in 0..<channels { target[channel] /= area }
  }
}
