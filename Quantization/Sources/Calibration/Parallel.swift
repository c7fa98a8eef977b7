import Dispatch
import Synchronization

/// Work over an index range on several threads, with results in the range's order.
enum Parallel {
  private struct State<Result: Sendable>: Sendable {
    var next = 0
    var results: [Result?]
    var failure: (index: Int, error: QuantizationError)?
  }

  /// `body` for every index below `count`, for what the threads gather in their workers.
  ///
  /// - Parameter finish: what a worker hands back when there is nothing left to do.
  /// - Returns: one result a thread; which indices are in which differs from run to run.
  static func gather<Worker, Result: Sendable>(
    count: Int, threads: Int,
    makeWorker: @Sendable () throws(QuantizationError) -> Worker,
    finished: @Sendable (Int) -> Void,
    body: @Sendable (Worker, Int) throws(QuantizationError) -> Void,
    finish: @Sendable (Worker) -> Result
  ) throws(QuantizationError) -> [Result] {
    let next = Mutex(0)
    let done = Mutex(0)
    return try map(
      count: max(1, min(threads, count)), threads: threads, makeWorker: makeWorker,
      body: { (worker, _) throws(QuantizationError) -> Result in
        while true {
          let index = next.withLock { value in
            value += 1
            return value - 1
          }
          guard index < count else { return finish(worker) }
          try body(worker, index)
          done.withLock {
            $0 += 1
            finished($0)
          }
        }
      })
  }

  /// `body` for every index below `count`; which thread does which index never changes a result.
  ///
  /// - Parameters:
  ///   - makeWorker: makes what one thread keeps for itself.
  ///   - finished: called after each index with the number done, one call at a time.
  /// - Throws: the error of the lowest index that failed.
  static func map<Worker, Result: Sendable>(
    count: Int, threads: Int,
    makeWorker: @Sendable () throws(QuantizationError) -> Worker,
    finished: @Sendable (Int) -> Void = { _ in },
    body: @Sendable (Worker, Int) throws(QuantizationError) -> Result
  ) throws(QuantizationError) -> [Result] {
    let state = Mutex(State<Result>(results: [Result?](repeating: nil, count: count)))
    let done = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      var current = -1
      do throws(QuantizationError) {
        let worker = try makeWorker()
        while let index = take(state, count: count) {
          current = index
          let result = try body(worker, index)
          state.withLock { $0.results[index] = result }
          done.withLock {
            $0 += 1
            finished($0)
          }
        }
      } catch {
        fail(state, index: current, error)
      }
    }
    return try collect(state)
  }

  /// The next index to do; nil when there is none or something failed.
  private static func take<Result>(_ state: borrowing Mutex<State<Result>>, count: Int) -> Int? {
    state.withLock { state in
      guard state.failure == nil, state.next < count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  private static func fail<Result>(
    _ state: borrowing Mutex<State<Result>>, index: Int, _ error: QuantizationError
  ) {
    state.withLock { state in
      if let known = state.failure, known.index <= index { return }
      state.failure = (index, error)
    }
  }

  private static func collect<Result>(_ state: borrowing Mutex<State<Result>>)
    throws(QuantizationError) -> [Result]
  {
    let (results, failure) = state.withLock { ($0.results, $0.failure) }
    if let failure { throw failure.error }
    return results.compactMap(\.self)
  }
}
