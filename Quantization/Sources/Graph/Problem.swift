/// Something in a checkpoint that keeps it from being quantized.
public struct Problem: Sendable, Hashable, CustomStringConvertible {
  /// The node, tensor or part of the graph, such as `node conv1` or `tensor fc.weight`.
  public let place: String
  public let fault: String
  public let remedy: String

  public init(place: String, fault: String, remedy: String) {
    self.place = place
    self.fault = fault
    self.remedy = remedy
  }

  public var description: String { "\(place): \(fault); \(remedy)" }
}

/// Collects problems while a graph is read, in the order they are found, each once.
final class ProblemList {
  private(set) var problems: [Problem] = []
  private var known: Set<Problem> = []

  func add(_ place: String, _ fault: String, _ remedy: String) {
    let problem = Problem(place: place, fault: fault, remedy: remedy)
    if known.insert(problem).inserted { problems.append(problem) }
  }
}
