import ArgumentParser

/// What threads share out among them.
enum Share: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// The images, each thread on images of its own: most images a second.
  case images
  /// Every image, all threads on the same one: its answer soonest.
  case image
}

/// How many threads run images, and how they share the work.
struct ShareOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Threads (default: 1).")
  var threads: Int?

  @Option(
    help: "What threads share: images, each on its own, or image, all on the same for its latency.")
  var share = Share.images

  func validate() throws {
    try ThreadOptions.check(threads)
  }

  /// Threads with images of their own.
  var acrossImages: Int { share == .images ? threads ?? 1 : 1 }

  /// Threads that share an image.
  var withinImage: Int { share == .image ? threads ?? 1 : 1 }
}
