import Foundation

/// Shows how far long work is, on the standard error: a bar for a person, else a line every few
/// seconds, nothing for work that takes less. Safe from several threads.
final class Progress: @unchecked Sendable {
  private let what: String
  private let total: Int
  private let isShare: Bool
  private let lock = NSLock()
  private let start = ContinuousClock.now
  private var done = 0
  private var last = ContinuousClock.now
  private var isShown = false

  /// Time between two lines, or two states of the bar.
  private static let interval: Duration = Console.isTerminal ? .milliseconds(100) : .seconds(5)
  private static let barColumns = 40

  /// Work on `total` things.
  ///
  /// - Parameters:
  ///   - what: The things that are counted, as "images", or what is being done.
  ///   - isShare: Only the share that is done says something, not the count.
  init(_ what: String, total: Int, isShare: Bool = false) {
    self.what = what
    self.total = total
    self.isShare = isShare
  }

  /// Counts `count` things as done.
  func advance(_ count: Int = 1) {
    lock.withLock {
      done += count
      let now = ContinuousClock.now
      guard now - last >= Self.interval else { return }
      last = now
      show(now)
    }
  }

  /// Says that `count` things are done altogether.
  func reach(_ count: Int) {
    advance(count - lock.withLock { done })
  }

  /// Takes the bar away.
  func finish() {
    lock.withLock {
      guard isShown, Console.isTerminal else { return }
      Console.write("\r\u{1B}[K", to: .standardError)
    }
  }

  private func show(_ now: ContinuousClock.Instant) {
    isShown = true
    let elapsed = Double((now - start).components.seconds) + 0.1
    let left = Int(elapsed / Double(max(done, 1)) * Double(total - done))
    let counts = "\(state), \(left) s left"
    guard Console.isTerminal else { return Console.error(counts) }
    let filled = Self.barColumns * done / max(total, 1)
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: "-", count: Self.barColumns - filled)
    Console.write("\r[\(bar)] \(counts)\u{1B}[K", to: .standardError)
  }

  private var state: String {
    guard !isShare else { return "\(what): \(100 * done / max(total, 1)) %" }
    return "\(Format.integer(done)) of \(Format.integer(total)) \(what)"
  }
}
