import ATSNNEngines
import ArgumentParser

/// A budget in operations as `--budget` takes it, or none.
enum BudgetSetting: Equatable, ExpressibleByArgument {
  case none
  /// Synaptic operations and neuron updates, 1...2^63 - 1.
  case operations(UInt64)

  init?(argument: String) {
    if argument == "none" {
      self = .none
    } else if let value = Int64(argument), value > 0 {
      self = .operations(UInt64(value))
    } else {
      return nil
    }
  }

  /// Nil for none.
  var operations: UInt64? {
    guard case .operations(let value) = self else { return nil }
    return value
  }
}
