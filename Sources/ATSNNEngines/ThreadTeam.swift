import ATSNNRuntime
import Foundation
import Synchronization

/// Threads that run the slices of a session's nodes: the caller's own and others that wait for it.
///
/// Between two nodes of an image a thread spins, for a sleeping one comes too late; between images it
/// sleeps after a while. For one session at a time.
final class ThreadTeam {
  private let shared: SharedTeam
  /// Threads beside the caller's.
  private let others: Int

  /// - Parameter threads: at least 1, the caller's included.
  init(_ threads: Int) {
    others = threads - 1
    shared = SharedTeam()
    for index in 0..<others {
      let shared = shared
      let thread = Thread { shared.work(as: index + 1) }
      thread.name = "atsnn slice \(index + 1)"
      thread.start()
    }
  }

  deinit {
    shared.dismiss()
  }

  /// - Parameter leastWork: as `SliceRunner.init` says.
  func runner(leastWork: Int) -> SliceRunner {
    SliceRunner(
      slices: others + 1, leastWork: leastWork,
      context: Unmanaged.passUnretained(self).toOpaque()
    ) { context, count, run, work in
      guard let context else { return }
      Unmanaged<ThreadTeam>.fromOpaque(context).takeUnretainedValue().run(count, run, work)
    }
  }

  /// Runs slices 0..<count of `work`, at most one a thread, and returns when all are done.
  func run(_ count: Int, _ slice: SliceRunner.Slice, _ work: UnsafeRawPointer?) {
    shared.give(SharedTeam.Task(run: slice, work: work, count: count))
    slice(work, 0)
    shared.wait(for: others)
  }
}

/// What the threads have in common.
private final class SharedTeam: @unchecked Sendable {
  struct Task {
    let run: SliceRunner.Slice
    let work: UnsafeRawPointer?
    /// Slices, of which the caller runs the first.
    let count: Int
  }

  /// Written before `given` is advanced, read by threads after; nil sends them home.
  private var task: Task?
  /// Tasks so far.
  private let given = Milestone()
  /// Threads that are done with the task.
  private let done = Milestone()

  func give(_ task: Task?) {
    self.task = task
    done.reset()
    given.advance()
  }

  func dismiss() { give(nil) }

  /// Every thread takes every task, those without a slice too: none can read a task late.
  func wait(for threads: Int) {
    done.wait { $0 == UInt32(truncatingIfNeeded: threads) }
  }

  /// A thread's life: slice `slice` of every task that has so many.
  func work(as slice: Int) {
    var seen: UInt32 = 0
    while true {
      let last = seen
      seen = given.wait { $0 != last }
      guard let task else { return }
      if slice < task.count { task.run(task.work, slice) }
      done.advance()
    }
  }
}

/// A number that one thread advances and others wait for: spinning at first, then asleep.
private final class Milestone: Sendable {
  /// Looks at the number before a thread offers its core to another one, for both may be on the same.
  private static let looks = 1_000
  /// Offers before it goes to sleep: about a millisecond in all. A kernel may wake a sleeper on the
  /// core of the thread that woke it, and both then take turns for a while.
  private static let offers = 1_000

  private let number = Atomic<UInt32>(0)
  private let sleepers = Atomic<UInt32>(0)
  private let bell = NSCondition()

  func reset() { number.store(0, ordering: .relaxed) }

  /// What was written before is seen by those who wait.
  func advance() {
    number.wrappingAdd(1, ordering: .sequentiallyConsistent)
    // A sleeper adds itself before it looks for the last time: one of both sees the other.
    guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    bell.withLock { bell.broadcast() }
  }

  @discardableResult
  func wait(until isReached: (UInt32) -> Bool) -> UInt32 {
    for _ in 0..<Self.offers {
      for _ in 0..<Self.looks {
        let value = number.load(ordering: .acquiring)
        if isReached(value) { return value }
      }
      sched_yield()
    }
    return sleep(until: isReached)
  }

  private func sleep(until isReached: (UInt32) -> Bool) -> UInt32 {
    bell.withLock {
      sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
      defer { sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent) }
      while true {
        let value = number.load(ordering: .sequentiallyConsistent)
        if isReached(value) { return value }
        bell.wait()
      }
    }
  }
}
