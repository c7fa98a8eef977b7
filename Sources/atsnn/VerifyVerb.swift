import ATSNNEngines
import ArgumentParser

/// `atsnn verify`: replay golden vectors.
struct VerifyVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Replay golden vectors and name the first difference.",
    discussion: """
      With IMAGE, DIR holds the vectors of one image; an image with another SHA-256 is refused
      unless --force-image. Without IMAGE every vector folder under DIR is replayed with its own
      image. Vectors of data sets are looked for in $ATSNN_DATA/<data set>/ and skipped where they
      are not there; a line on the standard error says so where none was replayed. Folders with
      mismatches or skipped vectors are named, with --verbose all.
      With --threads the runtime's threads share every layer; the bits must be the same.
      Exit status 1 when a vector differs.

      EXAMPLES
        atsnn verify --golden Tests/Vectors
        atsnn verify model.atsnn --golden Tests/Vectors/demo --engine accelerator --json
      """)

  @Argument(help: "Model image, .atsnn (default: the image of each vector folder).")
  var image: String?

  @Option(help: ArgumentHelp("Folder of golden vectors.", valueName: "dir"))
  var golden: String

  @Option(help: "runtime or accelerator.")
  var engine = EngineKind.runtime

  @Flag(help: "Run an image other than the vectors' own.")
  var forceImage = false

  @Flag(help: "Also name the folders without mismatches and skipped vectors.")
  var verbose = false

  @Option(
    parsing: .unconditional, help: "Threads that share every layer of the runtime (default: 1).")
  var threads: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    try ThreadOptions.check(threads)
    if threads != nil, engine == .accelerator {
      throw ValidationError("--threads is for the runtime; leave it out or give --engine runtime")
    }
  }

  func run() throws {
    let folders = try folders()
    let verifier = Verifier(
      engine: engine, records: DataSetRecords(), threads: threads ?? 1)
    let progress = Progress("vector folders", total: folders.count)
    var reports: [VerifyReport] = []
    for path in folders {
      let folder = try GoldenFolder(path: path)
      reports.append(try verifier.verify(folder, image: image, force: forceImage))
      progress.advance()
    }
    progress.finish()
    var total = VerifyReport()
    for report in reports { total.add(report) }
    try Console.print(output.json ? json(total).text : text(total, reports))
    if total.vectors == 0 { warnOfNothing(total) }
    if total.mismatches > 0 { throw AnswerIsNo() }
  }

  /// The folders to replay: with an image only one.
  private func folders() throws -> [String] {
    let folders = try GoldenFolder.folders(under: golden)
    guard image != nil, !GoldenFolder.isFolder(golden) else { return folders }
    throw Failure(
      "\(golden): holds folders of vectors; with IMAGE give the folder of that image, as "
        + "\(folders[0])")
  }

  /// Nothing is wrong where every vector's data is missing, but nothing was verified either.
  private func warnOfNothing(_ total: VerifyReport) {
    Console.error(
      "\(golden): nothing was verified: the data of its \(total.skipped) vectors is not at hand; "
        + "put the data sets into folders of $ATSNN_DATA")
  }

  private func json(_ total: VerifyReport) -> JSON {
    .object([
      ("engine", .string(engine.rawValue)),
      ("vectors", .integer(total.vectors)),
      ("skipped", .integer(total.skipped)),
      ("mismatches", .integer(total.mismatches)),
      ("first_difference", total.firstDifference.map(\.json) ?? .null),
    ])
  }

  private func text(_ total: VerifyReport, _ reports: [VerifyReport]) -> String {
    let named = reports.filter { verbose || $0.mismatches > 0 || $0.skipped > 0 }
    var lines: [String] = []
    if !named.isEmpty {
      var table = TextTable([
        ("vectors of", .left), ("replayed", .right), ("skipped", .right), ("mismatches", .right),
      ])
      for report in named {
        let name = report.folders.first ?? ""
        table.add([name, "\(report.vectors)", "\(report.skipped)", "\(report.mismatches)"])
      }
      lines = [table.text, ""]
    }
    if let difference = total.firstDifference {
      lines.append("first difference: \(difference)")
    }
    lines.append(
      "\(engine.rawValue): \(total.vectors) vectors, \(total.skipped) skipped, "
        + "\(total.mismatches) mismatches")
    return lines.joined(separator: "\n")
  }
}
