extension GraphChecker {
  /// Reads a `lif` (`leaks`) or `if` node.
  func readNeuron(_ node: NodeReader, leaks: Bool) -> Reading {
    let keys: Set<String> = ["name", "type", "input", "threshold", "compare", "reset", "v_reset"]
    node.reader.refuseUnknownKeys(known: leaks ? keys.union(["tau", "decay_input"]) : keys)
    requireSum(node)
    let shape = node.source?.shape
    let unfinished = Reading(shape: shape, signal: .spikes)
    let tau = leaks ? node.reader.number("tau") : nil
    let decaysInput = leaks ? node.reader.boolean("decay_input") : false
    let threshold = node.reader.number("threshold")
    let strict = node.reader.choice("compare", [">=": false, ">": true])
    guard let reset = readReset(node), let threshold, let strict, let decaysInput,
      !leaks || tau != nil
    else { return unfinished }
    let neuron = Neuron(
      tau: tau, decaysInput: decaysInput, threshold: threshold, isStrict: strict, reset: reset)
    checkRanges(node, neuron)
    return Reading(operation: .neuron(neuron), shape: shape, signal: .spikes)
  }

  private func readReset(_ node: NodeReader) -> Neuron.Reset? {
    guard let hard = node.reader.choice("reset", ["hard": true, "soft": false]) else { return nil }
    guard hard else {
      if node.reader.value("v_reset") != nil {
        node.problem("v_reset with a soft reset", "remove v_reset: the threshold is subtracted")
      }
      return .soft
    }
    return node.reader.number("v_reset", default: 0).map { .hard($0) }
  }

  private func checkRanges(_ node: NodeReader, _ neuron: Neuron) {
    if let tau = neuron.tau, tau <= 1 {
      node.problem("tau \(tau)", "give a time constant above 1")
    }
    if neuron.threshold <= neuron.rest {
      node.problem(
        "threshold \(neuron.threshold) is not above the reset value \(neuron.rest)",
        "give a threshold above it: the neuron would fire at rest")
    }
  }

  /// Notes sources that cannot be part of the sum before a neuron.
  ///
  /// Currents, spikes and counts can; the network's input needs a convolution or linear node
  /// (rule I4), a flattened map another node's order.
  func requireSum(_ node: NodeReader) {
    for source in node.sources {
      if source.signal == .input {
        node.problem(
          "it reads the input directly", "put a conv or linear node between the input and it")
      } else if isFlattened(source) {
        node.problem("it reads the flattened \(source.name)", "only a linear node reads a flatten")
      }
    }
  }

  /// Notes sources of a convolution or linear node that are currents.
  func requireCounts(_ node: NodeReader) {
    for source in node.sources {
      if source.signal == .current {
        node.problem(
          "it reads \(source.name), a current",
          "put a neuron between them: only sums may stand between two neurons")
      } else if isFlattened(source), node.reader.value("type")?.string == "conv" {
        node.problem("it reads the flattened \(source.name)", "only a linear node reads a flatten")
      }
    }
  }

  func isFlattened(_ source: Source) -> Bool {
    guard case .node(let index)? = source.source, case .flatten? = entries[index].node?.operation
    else { return false }
    return true
  }
}
