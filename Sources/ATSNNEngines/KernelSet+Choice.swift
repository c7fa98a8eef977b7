import ATSNNRuntime
import Foundation

extension KernelSet {
  /// The environment variable that names the kernels to use.
  public static let variable = "ATSNN_KERNELS"

  static let all: [KernelSet] = [.reference, .baseline, .avx2, .avx512]

  public var name: String { "\(self)" }

  /// The set that `ATSNN_KERNELS` names, else the best; every set gives the same bits.
  static func chosen() throws(EngineError) -> KernelSet {
    guard let name = ProcessInfo.processInfo.environment[variable], !name.isEmpty else {
      return .best
    }
    let available = all.filter(\.isAvailable)
    guard let set = available.first(where: { $0.name == name }) else {
      let problem =
        all.contains { $0.name == name }
        ? "is not in this build or not for this processor" : "is unknown"
      let names = available.map(\.name).joined(separator: ", ")
      throw EngineError(variable, "\(name) \(problem); give one of \(names)")
    }
    return set
  }
}
