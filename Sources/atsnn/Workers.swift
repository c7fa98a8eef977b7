import Dispatch
import Foundation

/// Several threads that share out the numbers 0..<count.
struct Workers {
  let threads: Int

  /// Gives every number to one of `threads` workers and returns the workers.
  ///
  /// `make` makes a worker in its thread; `work` is called with the worker's numbers in ascending
  /// order. The first error by its number is thrown when all threads are done.
  func share<Worker>(
    _ count: Int, make: @Sendable () throws -> Worker,
    work: @Sendable (inout Worker, Int) throws -> Void
  ) throws -> [Worker] {
    let state = SharedWork<Worker>(count)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      var index: Int?
      do {
        var worker = try make()
        while let next = state.next() {
          index = next
          try work(&worker, next)
        }
        state.finish(worker)
      } catch {
        state.fail(error, at: index ?? -1)
      }
    }
    return try state.result()
  }
}

/// What the threads have in common.
private final class SharedWork<Worker>: @unchecked Sendable {
  private let lock = NSLock()
  private let count: Int
  private var given = 0
  private var workers: [Worker] = []
  private var failure: (index: Int, error: any Error)?

  init(_ count: Int) {
    self.count = count
  }

  func next() -> Int? {
    lock.withLock {
      guard given < count, failure == nil else { return nil }
      given += 1
      return given - 1
    }
  }

  func finish(_ worker: Worker) {
    lock.withLock { workers.append(worker) }
  }

  func fail(_ error: any Error, at index: Int) {
    lock.withLock {
      if let failure, failure.index <= index { return }
      failure = (index, error)
    }
  }

  func result() throws -> [Worker] {
    if let failure { throw failure.error }
    return workers
  }
}
