import ATSNNEngines
import ATSNNRuntime
import ArgumentParser

/// `atsnn inspect`: what is in a model image and what it needs.
struct InspectVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show a model image: layers, shapes, bytes, exit policy, flash and RAM.",
    discussion: """
      Flash is the image itself, used in place; RAM is one session on a device, as
      atsnn_session_size of Firmware/include/atsnn.h says. Its records hold addresses: the parts
      are those of 64-bit addresses. The worst case counts the synaptic operations of a timestep
      when every source element is active, and the neuron updates: what a budget is measured
      against.

      EXAMPLES
        atsnn inspect model.atsnn
        atsnn inspect model.atsnn --json
      """)

  @Argument(help: "Model image, .atsnn.")
  var image: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let model = try Model(path: image)
    let report = try InspectReport(model)
    try Console.print(output.json ? report.json.text : report.text)
  }
}
