/// The contents of a `.safetensors` file: u64 length of the header (little-endian), the header as
/// JSON, then the tensors' bytes at the offsets the header gives.
///
/// Nothing is allocated from a length the file only claims: every range is checked against the
/// bytes there are, and the tensors must tile the data exactly, as the format demands.
struct SafetensorsFile {
  /// `__metadata__`: names and texts.
  let metadata: [String: String]
  let tensors: [String: FloatTensor]

  /// A tensor's header entry: element type, shape and byte range within the data.
  private struct Entry {
    let name: String
    let element: TensorElement
    let shape: [Int]
    let range: Range<Int>
  }

  /// Longest header accepted, in bytes; the reference implementation's limit.
  private static let longestHeader = 100_000_000

  /// Reads the file `bytes`; `place` names it in errors.
  init(_ bytes: [UInt8], place: String) throws(QuantizationError) {
    let header = try Self.header(of: bytes, place: place)
    let start = 8 + header.count
    let members = try Self.members(of: header, place: place)
    metadata = try Self.metadata(in: members, place: place)
    let entries = try members.filter { $0.name != "__metadata__" }
      .map { (member) throws(QuantizationError) in try Self.entry(member, place: place) }
    try Self.checkTiling(entries, dataBytes: bytes.count - start, place: place)
    tensors = Self.load(entries, from: bytes, start: start)
  }

  private static func damaged(_ place: String, _ fault: String) -> QuantizationError {
    QuantizationError(.checkpoint, at: place, fault, remedy: "export the checkpoint again")
  }

  private static func header(of bytes: [UInt8], place: String) throws(QuantizationError)
    -> ArraySlice<UInt8>
  {
    guard bytes.count >= 8 else {
      throw damaged(place, "truncated: \(bytes.count) bytes, a safetensors file has at least 8")
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    guard length <= UInt64(longestHeader), Int(length) <= bytes.count - 8 else {
      throw damaged(
        place, "truncated, or not a safetensors file: a header of \(length) bytes is stated")
    }
    return bytes[8..<8 + Int(length)]
  }

  private static func members(of header: ArraySlice<UInt8>, place: String)
    throws(QuantizationError) -> [JSONValue.Member]
  {
    do {
      guard let members = try JSONParser.parse(Array(header)).members else {
        throw damaged(place, "the header is not a JSON object")
      }
      return members
    } catch let fault as JSONParser.Fault {
      throw damaged(place, "header, byte \(fault.offset): \(fault.message)")
    } catch let error as QuantizationError {
      throw error
    } catch {
      throw damaged(place, "\(error)")
    }
  }

  private static func metadata(in members: [JSONValue.Member], place: String)
    throws(QuantizationError) -> [String: String]
  {
    guard let value = members.first(where: { $0.name == "__metadata__" })?.value else { return [:] }
    var result: [String: String] = [:]
    guard let texts = value.members else { throw damaged(place, "__metadata__ is not an object") }
    for text in texts {
      guard let string = text.value.string else {
        throw damaged(place, "__metadata__.\(text.name) is not a string")
      }
      result[text.name] = string
    }
    return result
  }

  private static func entry(_ member: JSONValue.Member, place: String) throws(QuantizationError)
    -> Entry
  {
    let name = "\(place): tensor \(member.name)"
    guard let type = member.value["dtype"]?.string else { throw damaged(name, "no dtype") }
    guard let element = TensorElement(rawValue: type) else {
      throw QuantizationError(
        .checkpoint, at: name, "dtype \(type)", remedy: "store it as F32, F16 or BF16")
    }
    guard let shape = member.value["shape"]?.integers, shape.allSatisfy({ $0 >= 0 }) else {
      throw damaged(name, "its shape is not a list of sizes")
    }
    guard let offsets = member.value["data_offsets"]?.integers, offsets.count == 2,
      offsets[0] >= 0, offsets[0] <= offsets[1]
    else { throw damaged(name, "its data_offsets are not a begin and an end") }
    guard byteCount(shape, element) == offsets[1] - offsets[0] else {
      throw damaged(name, "\(offsets[1] - offsets[0]) bytes for \(type) of shape \(shape)")
    }
    return Entry(
      name: member.name, element: element, shape: shape, range: offsets[0]..<offsets[1])
  }

  /// Bytes of a tensor; nil when the product does not fit.
  private static func byteCount(_ shape: [Int], _ element: TensorElement) -> Int? {
    var count = element.bytes
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }

  private static func checkTiling(_ entries: [Entry], dataBytes: Int, place: String)
    throws(QuantizationError)
  {
    var end = 0
    let ordered = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for entry in ordered {
      let begin = entry.range.lowerBound
      guard begin >= end else { throw damaged(place, "tensor \(entry.name) overlaps another") }
      guard begin == end else { throw damaged(place, "unused bytes before tensor \(entry.name)") }
      guard entry.range.upperBound <= dataBytes else {
        throw damaged(place, "truncated: tensor \(entry.name) ends after the file")
      }
      end = entry.range.upperBound
    }
    guard end == dataBytes else {
      throw damaged(place, "\(dataBytes - end) bytes after the tensors")
    }
  }

  private static func load(_ entries: [Entry], from bytes: [UInt8], start: Int)
    -> [String: FloatTensor]
  {
    bytes.withUnsafeBytes { raw in
      var tensors: [String: FloatTensor] = [:]
      for entry in entries {
        let range = start + entry.range.lowerBound..<start + entry.range.upperBound
        let values = entry.element.widened(UnsafeRawBufferPointer(rebasing: raw[range]))
        tensors[entry.name] = FloatTensor(shape: entry.shape, values: values)
      }
      return tensors
    }
  }
}
