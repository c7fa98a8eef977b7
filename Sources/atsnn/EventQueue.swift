import ATSNNData
import Foundation

/// Events between the thread that reads them and the one that runs the network: so many at most, of
/// which the oldest make room for new ones and are counted.
final class EventQueue: @unchecked Sendable {
  private let changed = NSCondition()
  private var ring: [Event?]
  private var first = 0
  private var count = 0
  private var isClosed = false
  private var problem: (any Error)?
  private var dropped = 0

  /// - Parameter capacity: 1 or more.
  init(capacity: Int) {
    ring = Array(repeating: nil, count: capacity)
  }

  /// Reads all events on a thread of its own.
  func fill(from reader: EventReader) {
    Thread.detachNewThread { [self] in
      do {
        while let event = try reader.read() { push(event) }
        close(nil)
      } catch { close(error) }
    }
  }

  func push(_ event: Event) {
    changed.lock()
    if count == ring.count {
      first = (first + 1) % ring.count
      count -= 1
      dropped += 1
    }
    ring[(first + count) % ring.count] = event
    count += 1
    changed.signal()
    changed.unlock()
  }

  /// The oldest event; nil after the last. Waits until there is one. Throws what the reader met.
  func pop() throws -> Event? {
    changed.lock()
    defer { changed.unlock() }
    while count == 0, !isClosed { changed.wait() }
    guard count > 0 else {
      if let problem { throw problem }
      return nil
    }
    defer {
      first = (first + 1) % ring.count
      count -= 1
    }
    return ring[first]
  }

  /// Events dropped since the last call.
  func takeDropped() -> Int {
    changed.withLock {
      defer { dropped = 0 }
      return dropped
    }
  }

  private func close(_ problem: (any Error)?) {
    changed.withLock {
      isClosed = true
      self.problem = problem
      changed.signal()
    }
  }
}
