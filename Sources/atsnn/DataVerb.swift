import ATSNNData
import ATSNNQuantization
import ArgumentParser
import Foundation

/// `atsnn data`: what a data set gives to a network.
struct DataVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Show a data set, or write one record's bytes as a network sees them.",
    discussion: """
      An image is written in the order y, x, channel; a recording of events as its frames, one
      after another.

      EXAMPLES
        atsnn data t10k-images-idx3-ubyte.gz
        atsnn data cifar10/test_batch.bin --record 12 --output record.bin
        atsnn data nmnist/Train --record 0 --timesteps 4 --binning count --output frames.bin
      """)

  @Argument(help: "Data set, a file or folder in its publisher's format.")
  var data: String

  @Option(parsing: .unconditional, help: "Record to write, from 0.")
  var record: Int?

  @Option(parsing: .unconditional, help: "Frames of a recording.")
  var timesteps = 4

  @Option(help: ArgumentHelp("Binning of events, time or count.", valueName: "rule"))
  var binning = EventBinning.time

  @Option(name: .shortAndLong, help: "File for the record's bytes.")
  var output: String?

  @OptionGroup var format: OutputOptions

  func validate() throws {
    guard (record == nil) == (output == nil) else {
      throw ValidationError("--record and --output belong together")
    }
    guard (1...255).contains(timesteps) else {
      throw ValidationError("--timesteps must be 1 to 255")
    }
  }

  func run() throws {
    let set = try DataSet(path: data)
    if let record, let output {
      guard (0..<set.count).contains(record) else {
        throw Failure("\(data): no record \(record); give 0 to \(set.count - 1)")
      }
      try OutputPath.check(output, inputs: set.files)
      let memory = InputMemory(set.recordBytes(timesteps: timesteps))
      try set.copyRecord(record, timesteps: timesteps, binning: binning, into: memory.bytes)
      try writeAtomically([OutputFile(path: output, bytes: [UInt8](memory.bytes))])
    }
    try Console.print(format.json ? json(set).text : text(set))
  }

  private func json(_ set: DataSet) -> JSON {
    .object([
      ("kind", .string(set.kind == .image ? "image" : "events")),
      ("records", .integer(set.count)),
      ("height", .integer(set.shape.height)),
      ("width", .integer(set.shape.width)),
      ("channels", .integer(set.shape.channels)),
      ("labelled", .boolean(set.isLabelled)),
      ("label", label(set).map(JSON.integer) ?? .null),
    ])
  }

  private func text(_ set: DataSet) -> String {
    let kind = set.kind == .image ? "images" : "recordings, frames"
    let labels = set.isLabelled ? "with labels" : "without labels"
    let records = "\(Format.integer(set.count)) \(kind) of \(set.shape), \(labels)"
    guard let record else { return records }
    let origin = set.origin(record)
    return records + "\n\(origin): label \(label(set).map(String.init) ?? "none")"
  }

  private func label(_ set: DataSet) -> Int? { record.flatMap { set.label($0) } }
}

extension EventBinning: ExpressibleByArgument {
  public init?(argument: String) {
    switch argument {
    case "time": self = .time
    case "count": self = .count
    default: return nil
    }
  }

  public var defaultValueDescription: String { self == .time ? "time" : "count" }
}
