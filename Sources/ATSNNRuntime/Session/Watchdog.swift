/// What a session calls while it works, so that a device's watchdog is fed only as long as it does.
public struct Watchdog {
  /// A function without captures, given the caller's context.
  public typealias Feed = @convention(c) (_ context: UnsafeMutableRawPointer?) -> Void

  let feed: Feed
  let context: UnsafeMutableRawPointer?

  /// - Parameter feed: may not use the session.
  public init(context: UnsafeMutableRawPointer?, feed: Feed) {
    self.feed = feed
    self.context = context
  }
}

extension Session {
  /// Sets or takes away the watchdog of the calls that follow; without one it costs a comparison.
  ///
  /// `begin` and `step` call it after every row of a node's output and after every node, whatever
  /// the spikes; the reference kernels do, others at least after every node.
  public mutating func setWatchdog(_ watchdog: Watchdog?) { workspace.watchdog = watchdog }
}

extension Workspace {
  /// At the end of a row or node.
  @inline(__always)
  func feedWatchdog() {
    if let watchdog { watchdog.feed(watchdog.context) }
  }
}
