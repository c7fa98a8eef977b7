import ATSNNRuntime

extension RuntimeEngine {
  /// Runs a stream's next timestep in this engine's session; nil where no bin is complete.
  ///
  /// - Parameter stream: made for the input of this engine's image, and the only one here.
  public func step(_ stream: inout EventStream) throws(EngineError) -> StreamStep? {
    do {
      return try stream.step(&session)
    } catch {
      throw Self.error(model, "the runtime cannot go on", error)
    }
  }
}
