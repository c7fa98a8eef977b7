import ATSNNData
import ATSNNQuantization
import ArgumentParser
import Foundation

/// `atsnn quantize`: from a float checkpoint to a model image.
struct QuantizeVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quantize",
    abstract: "Turn a float checkpoint into a model image of integers.",
    discussion: """
      Scales are chosen on 512 records and exit thresholds on up to 5,000 others, all of training
      data; both sets are printed. The same input gives the same bytes on every machine and thread
      count. All files are written at the end, or none.

      EXAMPLES
        atsnn quantize model.safetensors --calibration train-images-idx3-ubyte.gz -o model.atsnn
        atsnn quantize model.safetensors --calibration cifar10 -o model.atsnn --weights int16 \\
          --header model.h --report model.json
      """)

  @Argument(help: "Float checkpoint, .safetensors.")
  var model: String

  @Option(help: ArgumentHelp("Training data, in its publisher's format.", valueName: "data"))
  var calibration: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Model image to write.", valueName: "image"))
  var output: String

  @Option(help: "int8 or int16 (default: what training fixed, or int8).")
  var weights: IntegerWidth?

  @Option(
    help: ArgumentHelp(
      "auto (what the vector kernels are fastest with) or canonical (which every reader knows).",
      valueName: "layout"))
  var layout = LayoutChoice.auto

  @Option(help: ArgumentHelp("C header with the image to write.", valueName: "file"))
  var header: String?

  @Option(help: ArgumentHelp("JSON report to write.", valueName: "file"))
  var report: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Records that scales are chosen on.", valueName: "n"))
  var scaleImages = 512

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Records that exits are calibrated on, at most.", valueName: "n"))
  var thresholdImages = 5000

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Store a budget: synaptic operations and neuron updates of a run (default: none).",
      valueName: "operations"))
  var budget: BudgetSetting?

  @Flag(help: "Accept files whose name says that they are test data.")
  var allowTestData = false

  @Option(parsing: .unconditional, help: "Threads (default: all cores).")
  var threads: Int?

  @OptionGroup var format: OutputOptions

  /// Widths of weights.
  enum IntegerWidth: String, ExpressibleByArgument, CaseIterable {
    case int8
    case int16

    var bits: Int { self == .int8 ? 8 : 16 }
  }

  func validate() throws {
    guard Self.recordCounts.contains(scaleImages), Self.recordCounts.contains(thresholdImages)
    else {
      throw ValidationError(
        "--scale-images and --threshold-images must be 1 to \(Self.recordCounts.upperBound)")
    }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads must be 1 to 256")
    }
    guard Set(outputs.map(OutputPath.place)).count == outputs.count else {
      throw ValidationError("--output, --header and --report must be different files")
    }
  }

  /// Numbers of records that may be asked for; two of them can be added.
  private static let recordCounts = 1...1_000_000_000

  /// Paths of all files to write.
  private var outputs: [String] { [output, header, report].compactMap { $0 } }

  func run() throws {
    for path in outputs { try OutputPath.check(path, inputs: [model, calibration]) }
    let checkpoint = try Checkpoint.open(model)
    let data = try DataSet(path: calibration)
    for path in outputs { try OutputPath.check(path, inputs: data.files) }
    var request = QuantizeRequest(checkpoint: checkpoint, data: data)
    request.weightBits = weights?.bits
    request.scaleImages = scaleImages
    request.thresholdImages = thresholdImages
    request.allowsTestData = allowTestData
    request.layouts = layout
    request.budget = budget?.operations
    request.threads = threads ?? ProcessInfo.processInfo.processorCount
    request.generator = "atsnn \(Program.version)"
    let progress = StageProgress()
    let result = try Quantizer.run(request) { progress.reach($0, $1) }
    progress.finish()
    try writeAtomically(files(result))
    let text = QuantizeText(result: result, output: output)
    try Console.print(format.json ? text.json.text : text.text)
  }

  /// The command line without what the written files do not depend on.
  private static var command: String {
    var words = ["atsnn"]
    var arguments = CommandLine.arguments.dropFirst()
    while let word = arguments.popFirst() {
      if word == "--json" || word.hasPrefix("--threads=") { continue }
      if word == "--threads" {
        _ = arguments.popFirst()
        continue
      }
      words.append(word)
    }
    return words.joined(separator: " ")
  }

  private func files(_ result: QuantizeResult) -> [OutputFile] {
    var files = [OutputFile(path: output, bytes: result.image)]
    if let header {
      files.append(OutputFile(path: header, bytes: result.header(command: Self.command)))
    }
    if let report { files.append(OutputFile(path: report, bytes: result.reportBytes)) }
    return files
  }
}

extension LayoutChoice: ExpressibleByArgument {}
