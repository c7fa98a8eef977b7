/// Convolution as matrix products over blocks of output lines.
struct Im2Col {
  let source: MapShape
  let window: Window
  let output: MapShape

  /// Output pixels unfolded at a time: enough for an efficient product, small enough for the cache.
  private static let pixelsPerBlock = 512

  private var rowLength: Int { window.area * source.channels }

  /// Output lines of one block.
  private var linesPerBlock: Int { max(1, Self.pixelsPerBlock / output.width) }

  /// Whether the source already is the unfolded matrix: a 1 x 1 kernel on every pixel.
  private var isDirect: Bool {
    window.area == 1 && window.stride.height == 1 && window.stride.width == 1
      && window.padding.height == 0 && window.padding.width == 0
  }

  /// Floats of scratch that the convolutions among `steps` need.
  static func scratch(for steps: [FloatStep], slots: [MapShape]) -> Int {
    steps.map { step in
      guard case .convolution(_, _, let window) = step.kernel else { return 0 }
      let unfolding = Im2Col(source: slots[step.sources[0]], window: window, output: step.shape)
      return unfolding.linesPerBlock * step.shape.width * unfolding.rowLength
    }.max() ?? 0
  }

  /// result = convolution of `images` maps with `weights` [Kh*Kw*I][O].
  func convolve(
    _ input: UnsafePointer<Float>, _ images: Int, _ weights: [Float],
    into result: UnsafeMutablePointer<Float>, scratch: FloatBuffer
  ) {
    let lines = images * output.height
    if isDirect {
      FloatKernels.multiply(
        input, rows: lines * output.width, inner: rowLength, weights, columns: output.channels,
        into: result)
      return
    }
    var line = 0
    while line < lines {
      let end = min(line + linesPerBlock, lines)
      for index in line..<end {
        let target = scratch.pointer + (index - line) * output.width * rowLength
        unfold(input + index / output.height * source.elements, y: index % output.height, target)
      }
      FloatKernels.multiply(
        scratch.pointer, rows: (end - line) * output.width, inner: rowLength, weights,
        columns: output.channels, into: result + line * output.width * output.channels)
      line = end
    }
  }

  /// The windows of output line `y` of one image, one row of [Kh][Kw][I] per output pixel.
  private func unfold(_ image: UnsafePointer<Float>, y: Int, _ target: UnsafeMutablePointer<Float>)
  {
    let top = y * window.stride.height - window.padding.height
    let segment = window.kernel.width * source.channels
    for x in 0..<output.width {
      let left = x * window.stride.width - window.padding.width
      let row = target + x * rowLength
      for tap in 0..<window.kernel.height {
        let line = top + tap
        let place = row + tap * segment
        if line >= 0 && line < source.height {
          copySegment(image + line * source.width * source.channels, left: left, place)
        } else {
          place.update(repeating: 0, count: segment)
        }
      }
    }
  }

  /// One kernel row's pixels from column `left`, zeros outside the map.
  private func copySegment(
    _ line: UnsafePointer<Float>, left: Int, _ place: UnsafeMutablePointer<Float>
  ) {
    let channels = source.channels
    let first = min(max(left, 0), source.width)
    let end = max(min(left + window.kernel.width, source.width), first)
    let before = min(max(-left, 0), window.kernel.width)
    let after = window.kernel.width - before - (end - first)
    place.update(repeating: 0, count: before * channels)
    (place + before * channels).update(
      from: line + first * channels, count: (end - first) * channels)
    (place + (window.kernel.width - after) * channels)
      .update(repeating: 0, count: max(after, 0) * channels)
  }
}
