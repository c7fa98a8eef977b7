import Foundation

/// The area that a machine's memories fill, and the ways that follow from it. Lanes and control are
/// not in it: no published figure is taken for them.
public struct ChipArea: Sendable {
  /// All memories, a square.
  public let squareMillimetres: Double

  public init(_ machine: MachineConfiguration, _ table: EnergyTable) {
    squareMillimetres = Double(machine.memoryBytes) / 1_048_576 * table.areaPerMegabyte
  }

  /// Micrometres from an array to its lanes, on average: the lanes stand in the middle of a square
  /// cluster, and wires run along its sides.
  public func memoryWire(clusters: Int) -> Int {
    Int((500 * (squareMillimetres / Double(clusters)).squareRoot()).rounded())
  }

  /// Micrometres of the tree that reaches the middle of every cluster: the chip is halved, side by
  /// side in turn, and each branch joins the middles of the two halves.
  public func rowWire(clusters: Int) -> Int {
    var length = 0.0
    var branch = 0.5
    var reached = 1
    var level = 0
    while reached < clusters {
      length += Double(reached) * branch
      reached *= 2
      level += 1
      if level.isMultiple(of: 2) { branch /= 2 }
    }
    return Int((1000 * squareMillimetres.squareRoot() * length).rounded())
  }
}
