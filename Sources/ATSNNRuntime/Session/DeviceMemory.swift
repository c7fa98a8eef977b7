#if !hasFeature(Embedded)
  /// The bytes that `atsnn_session_size` of `Firmware/include/atsnn.h` gives on a device, known on a
  /// host before anything is built.
  ///
  /// All but the records is a pure function of the image. The records hold addresses, so that they
  /// differ with the processor; `make memory-tests` compares them with what every board says.
  public struct DeviceMemory: Equatable, Sendable {
    /// As `MemoryPlan` says.
    public let membraneBytes: Int
    public let spikeBytes: Int
    public let cachedCurrentBytes: Int
    public let scratchBytes: Int
    /// The session, its nodes and connections made ready to run, counts, thresholds of the exit.
    public let recordBytes: Int

    public init(_ image: ModelImage, addresses: Addresses) {
      let plan = MemoryPlan(image)
      membraneBytes = plan.membraneBytes
      spikeBytes = plan.spikeBytes
      cachedCurrentBytes = plan.cachedCurrentBytes
      scratchBytes = MemoryPlan.sumBytes(image)
      let tables = TableOffsets(
        image, layerBytes: addresses.layerBytes, synapseBytes: addresses.synapseBytes)
      recordBytes = addresses.sessionBytes + tables.end
    }

    /// What to give to `atsnn_session_init`.
    public var totalBytes: Int {
      membraneBytes + spikeBytes + cachedCurrentBytes + scratchBytes + recordBytes
    }
  }

  extension DeviceMemory {
    /// The width of a device's addresses, and with it the strides of what is made of them.
    public enum Addresses: Int, Sendable, CaseIterable {
      case bits32 = 32
      case bits64 = 64

      /// `Session`, rounded up to 64.
      var sessionBytes: Int { self == .bits32 ? 192 : 256 }
      var layerBytes: Int { self == .bits32 ? 136 : 256 }
      var synapseBytes: Int { self == .bits32 ? 64 : 128 }
    }
  }
#endif
