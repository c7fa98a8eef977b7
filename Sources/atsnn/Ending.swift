import ArgumentParser
import Foundation

/// Wrong use or bad input: one sentence that says what, where and what to do. Exit status 2.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// The answer of a verb is no. Exit status 1; the verb has said why.
struct AnswerIsNo: Error {}

/// How the program ends after an error.
struct Ending {
  private let error: any Error

  init(_ error: any Error) {
    self.error = error
  }

  /// Says what there is to say and ends the process.
  func end() -> Never {
    if error is AnswerIsNo { exit(1) }
    if isArgumentParsers, Program.exitCode(for: error).isSuccess {
      show(Program.fullMessage(for: error, columns: Console.width))
    }
    Console.error(Self.line(sentence))
    exit(2)
  }

  /// Help and the version.
  private func show(_ text: String) -> Never {
    do {
      try Console.print(text)
    } catch {
      Console.error("\(error)")
      exit(2)
    }
    exit(0)
  }

  /// Help, version and wrong use; every other error describes itself.
  private var isArgumentParsers: Bool {
    let module = String(reflecting: type(of: error)).prefix(while: { $0 != "." })
    return module == "ArgumentParser" || module == "ArgumentParserToolInfo"
  }

  private var sentence: String {
    guard isArgumentParsers else { return "\(error)" }
    let verb = CommandLine.arguments.dropFirst().first { name in
      Program.configuration.subcommands.contains { $0.configuration.commandName == name }
    }
    let help = ["atsnn", verb, "--help"].compactMap { $0 }.joined(separator: " ")
    let message = Program.message(for: error)
    return "atsnn: \(message.hasSuffix(".") ? String(message.dropLast()) : message); see '\(help)'"
  }

  /// `text` without line breaks and other control characters.
  static func line(_ text: String) -> String {
    let parts = text.split(whereSeparator: \.isNewline).map { part in
      String(part.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "?" : Character($0) })
    }
    return parts.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
  }
}
