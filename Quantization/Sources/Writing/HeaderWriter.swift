/// Writes a model image as a C header: C11 or C++11, no warnings, data in read-only memory.
public struct HeaderWriter: Sendable {
  /// What the header says besides the image.
  public struct Facts: Sendable {
    /// Generator and version, such as `atsnn 1.0`.
    public var generator: String
    /// The command that made it.
    public var command: String
    /// The network's name; the C identifiers are made from it.
    public var name: String
    /// Bytes of memory a session needs on a device.
    public var sessionBytes: SessionBytes
    /// Input channels, height and width.
    public var shape: MapShape
    public var classes: Int
    public var timesteps: Int

    public init(
      generator: String, command: String, name: String, sessionBytes: SessionBytes,
      shape: MapShape,
      classes: Int, timesteps: Int
    ) {
      self.generator = generator
      self.command = command
      self.name = name
      self.sessionBytes = sessionBytes
      self.shape = shape
      self.classes = classes
      self.timesteps = timesteps
    }
  }

  /// Bytes of a session by the width of the device's addresses.
  public struct SessionBytes: Sendable {
    public var addresses32: Int
    public var addresses64: Int

    public init(addresses32: Int, addresses64: Int) {
      self.addresses32 = addresses32
      self.addresses64 = addresses64
    }
  }

  private let facts: Facts
  private let prefix: String

  private init(_ facts: Facts) {
    self.facts = facts
    prefix = Self.identifier(facts.name)
  }

  /// The header's text as bytes.
  public static func header(image: [UInt8], facts: Facts) -> [UInt8] {
    let writer = HeaderWriter(facts)
    var text = Array(writer.opening(imageBytes: image.count).utf8)
    text.reserveCapacity(text.count + 5 * image.count + 1024)
    writer.appendArray(image, to: &text)
    text += Array("};\n\n#endif\n".utf8)
    return text
  }

  /// Letters, digits and underscores; never empty, never beginning with a digit.
  static func identifier(_ name: String) -> String {
    let allowed = name.utf8.map { byte -> UInt8 in
      let isDigit = byte >= 0x30 && byte <= 0x39
      let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
      return isDigit || isLetter ? byte | (isLetter ? 0x20 : 0) : 0x5F
    }
    return "atsnn_" + String(decoding: allowed, as: UTF8.self)
  }

  /// Text that cannot end a comment or continue its line.
  private static func comment(_ text: String) -> String {
    text.map { $0.isNewline ? " " : String($0) }.joined()
      .replacing("*/", with: "* /").replacing("/*", with: "/ *").replacing("??/", with: "?? /")
  }

  private func opening(imageBytes: Int) -> String {
    let macro = prefix.uppercased()
    return """
      /*
       * Model image "\(Self.comment(facts.name))", written by \(Self.comment(facts.generator)):
       *   \(Self.comment(facts.command))
       * Do not edit; run the command again.
       */
      #ifndef \(macro)_H
      #define \(macro)_H

      #include <stdint.h>

      #ifdef __cplusplus
      #define \(macro)_ALIGNED alignas(64)
      #else
      #define \(macro)_ALIGNED _Alignas(64)
      #endif

      enum {
        /* Bytes of the image. */
        \(macro)_IMAGE_BYTES = \(imageBytes),
        /* Bytes of memory a session needs, 64-byte aligned: what atsnn_session_size() gives. */
        \(macro)_SESSION_BYTES =
            sizeof(void *) == 4 ? \(facts.sessionBytes.addresses32) : \(facts.sessionBytes.addresses64),
        \(macro)_INPUT_CHANNELS = \(facts.shape.channels),
        \(macro)_INPUT_HEIGHT = \(facts.shape.height),
        \(macro)_INPUT_WIDTH = \(facts.shape.width),
        \(macro)_CLASSES = \(facts.classes),
        \(macro)_TIMESTEPS = \(facts.timesteps)
      };

      /* The image, used in place. */
      \(macro)_ALIGNED static const uint8_t \(prefix)_image[\(imageBytes)] = {

      """
  }

  private func appendArray(_ image: [UInt8], to text: inout [UInt8]) {
    let numbers = (0...255).map { Array("\($0),".utf8) }
    for (index, byte) in image.enumerated() {
      text += numbers[Int(byte)]
      if index % 24 == 23 || index == image.count - 1 { text.append(0x0A) }
    }
  }
}
