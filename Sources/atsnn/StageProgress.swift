import Foundation

/// The progress of work in stages, of which only the share that is done is known.
final class StageProgress: @unchecked Sendable {
  private let lock = NSLock()
  private var stage = ""
  private var progress: Progress?
  private static let steps = 1000

  /// Says that `share` (0...1) of `stage` is done.
  func reach(_ stage: String, _ share: Double) {
    lock.withLock {
      if stage != self.stage {
        progress?.finish()
        progress = Progress(stage, total: Self.steps, isShare: true)
        self.stage = stage
      }
      progress?.reach(Int(share * Double(Self.steps)))
    }
  }

  func finish() {
    lock.withLock { progress?.finish() }
  }
}
